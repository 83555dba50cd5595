package email.wildduck.james.queue.james;

import org.apache.james.queue.api.MailQueueName;

/**
 * The sending zone that holds a queue of James.
 *
 * <p>Its name is that of the queue behind {@code james:}. ZoneMTA names its zones by the keys of a
 * configuration section, which hold letters, digits, {@code _} and {@code -}; with a colon in the
 * name no ZoneMTA ever takes a mail of James', while its garbage collection still sees the document
 * and spares the file.
 */
public final class JamesZone {
  private static final String PREFIX = "james:";

  private JamesZone() {}

  /** Its name. */
  public static String of(MailQueueName name) {
    return PREFIX + name.asString();
  }
}
