package email.wildduck.james.core.api;

/** Why a call of the API failed, as far as it matters for what to do next. */
public enum ApiFailure {
  /** Nobody answered, or WildDuck itself has a fault (5xx): the same may succeed later. */
  UNAVAILABLE,
  /** The request was sent, and what became of it is not known. */
  NO_ANSWER,
  /** The URL, the token or its rights are wrong: nothing succeeds before somebody changes that. */
  MISCONFIGURED,
  /** The mailbox is not there, or not any more. */
  NO_SUCH_MAILBOX,
  /** The user's quota is used up. */
  OVER_QUOTA,
  /** WildDuck will never do this: no such user, a disabled user, a message it does not accept. */
  REFUSED;

  /** Whether the same request can never succeed. */
  public boolean isPermanent() {
    return this == OVER_QUOTA || this == REFUSED;
  }
}
