package email.wildduck.james.delivery.reply;

/** How replies of other servers are read. */
public enum ReplyReading {
  /** As RFC 5321 §4.2.1 says: whatever was refused with a 4xx is tried again. */
  PATIENT,
  /**
   * As ZoneMTA reads them: some 4xx end the delivery at once, a full mailbox (452, 4.2.2) and an
   * unknown one (4.1.1) among them.
   */
  ZONE_MTA
}
