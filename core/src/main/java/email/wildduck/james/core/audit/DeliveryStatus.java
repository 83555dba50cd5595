package email.wildduck.james.core.audit;

import java.util.Locale;

/** What became of one attempt to deliver a message to one recipient. */
public enum DeliveryStatus {
  /** The other side has taken the message. */
  ACCEPTED,
  /** It will be tried again. */
  DEFERRED,
  /** The other side does not take the message. */
  REJECTED;

  /** As it stands in an audit. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
