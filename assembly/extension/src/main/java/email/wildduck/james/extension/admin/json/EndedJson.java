package email.wildduck.james.extension.admin.json;

import email.wildduck.james.queue.id.QueueId;

/** A recipient of the envelope that no delivery is left for. */
public final class EndedJson {
  public final String recipient;
  public final String state = "ended";
  public final String why;

  /**
   * @param id of the message, to be looked for in the log
   */
  public EndedJson(QueueId id, String recipient) {
    this.recipient = recipient;
    this.why = "delivered, bounced or removed; the log has it under " + id;
  }
}
