package email.wildduck.james.core.sent;

/** Whether a user gets a copy of what they send. */
enum SentDecision {
  /** Yes. */
  COPY,
  /** The user would, but has used up their quota. */
  OVER_QUOTA,
  /** The user does not want one, or is not there any more. */
  NOT_WANTED
}
