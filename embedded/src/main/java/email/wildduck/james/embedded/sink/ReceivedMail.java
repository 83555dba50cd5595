package email.wildduck.james.embedded.sink;

import java.time.Instant;
import java.util.List;

/**
 * A message that the sink has taken.
 *
 * @param envelope what the client said about it
 * @param content its bytes, until the sink is closed or cleared
 * @param time when it was taken
 */
public record ReceivedMail(Envelope envelope, MailContent content, Instant time) {

  /** The sender without angle brackets; empty for the null sender. */
  public String mailFrom() {
    return envelope.mailFrom();
  }

  /** The recipients of this transaction without angle brackets, in order. */
  public List<String> recipients() {
    return envelope.recipients();
  }

  public String heloName() {
    return envelope.heloName();
  }

  public boolean tls() {
    return envelope.tls();
  }

  /** In bytes. */
  public long size() {
    return content.size();
  }
}
