package email.wildduck.james.queue.admin;

/** Where a delivery stands. */
public enum DeliveryState {
  /** It is due, and anybody may take it. */
  READY,
  /** It is due, and its zone or domain is paused. */
  PAUSED,
  /** It waits for a later time. */
  DEFERRED,
  /** One of our nodes works on it. */
  LEASED,
  /** It is being handed over from the spool. */
  STAGED,
  /** It cannot be delivered, and waits for an administrator. */
  SET_ASIDE,
  /** It belongs to another instance, such as a ZoneMTA. */
  ELSEWHERE
}
