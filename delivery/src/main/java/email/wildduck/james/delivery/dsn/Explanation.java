package email.wildduck.james.delivery.dsn;

import email.wildduck.james.delivery.reply.StatusCode;

/** A failure in words for people: what is wrong, and what the sender can do. */
enum Explanation {
  EXPIRED(
      "All attempts to deliver the message failed, and the time for it is over.",
      "Send the message again later, or reach the recipient in another way. If this goes on, the"
          + " recipient's mail system may be out of order."),
  REMOVED(
      "An administrator of this mail system took the message out of the queue.",
      "If you do not know why, ask the administrators of your mail system."),
  UNKNOWN_MAILBOX(
      "The address does not exist, or no longer takes mail.",
      "Check the address for typing errors. If it is right, ask the recipient in another way for a"
          + " new one."),
  MAILBOX_FULL(
      "The recipient's mailbox or mail system has no room for the message.",
      "Send the message again later, or tell the recipient in another way."),
  UNKNOWN_DOMAIN(
      "The domain of the address, the part behind the @, does not exist or takes no mail.",
      "Check the address for typing errors, the domain in particular."),
  TOO_LARGE(
      "The message is larger than the recipient's mail system or mailbox allows.",
      "Send the message without large attachments, or share the files in another way."),
  UNREACHABLE(
      "The recipient's mail system could not be reached, or the connection to it failed.",
      "Send the message again later, or reach the recipient in another way."),
  NO_UNICODE(
      "The recipient's mail system cannot take addresses with characters beyond ASCII.",
      "Use an address in plain letters, for the recipient and for yourself."),
  POLICY(
      "The recipient's mail system does not accept the message: by its rules it is unwanted, taken"
          + " for spam, or sent from where it takes no mail.",
      "The answer below may say why. If you cannot tell from it, show this report to the"
          + " administrators of your mail system."),
  OTHER(
      "The recipient's mail system did not accept the message.",
      "The answer below may say why. If you cannot tell from it, show this report to the"
          + " administrators of your mail system.");

  private final String problem;
  private final String advice;

  Explanation(String problem, String advice) {
    this.problem = problem;
    this.advice = advice;
  }

  /** What fits a failed or delayed recipient best. */
  static Explanation of(RecipientReport recipient) {
    switch (recipient.ending) {
      case EXPIRY:
        return EXPIRED;
      case REMOVAL:
        return REMOVED;
      default:
        return of(recipient.status);
    }
  }

  /** By subject and detail of RFC 3463. */
  static Explanation of(StatusCode status) {
    if (status.says(1, 1) || status.says(1, 3) || status.says(1, 6) || status.says(2, 1)) {
      return UNKNOWN_MAILBOX;
    }
    if (status.says(2, 2) || status.says(3, 1)) {
      return MAILBOX_FULL;
    }
    if (status.says(1, 2) || status.says(1, 10)) {
      return UNKNOWN_DOMAIN;
    }
    if (status.says(2, 3) || status.says(3, 4)) {
      return TOO_LARGE;
    }
    if (status.says(6, 7) || status.says(6, 9)) {
      return NO_UNICODE;
    }
    if (status.subject() == 4) {
      return UNREACHABLE;
    }
    boolean sender = status.says(1, 7) || status.says(1, 8);
    return sender || status.subject() == 7 ? POLICY : OTHER;
  }

  String problem() {
    return problem;
  }

  String advice() {
    return advice;
  }
}
