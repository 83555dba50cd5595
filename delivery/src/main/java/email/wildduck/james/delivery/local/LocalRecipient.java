package email.wildduck.james.delivery.local;

/** What a recipient is to this WildDuck. */
public enum LocalRecipient {
  /** The address of a mailbox, which WildDuck's LMTP server takes. */
  MAILBOX,
  /** A wildcard or a forwarded address, which only WildDuck's MX understands. */
  OTHER
}
