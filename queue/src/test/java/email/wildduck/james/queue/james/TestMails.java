package email.wildduck.james.queue.james;

import email.wildduck.james.core.message.ByteSource;
import java.nio.charset.StandardCharsets;
import org.apache.james.server.core.MailImpl;

/** Mails from a@example.com to b@example.net. */
final class TestMails {
  private TestMails() {}

  static MailImpl mail(String name) throws Exception {
    return mail(name, "Subject: " + name + "\r\n\r\nbody\r\n");
  }

  /**
   * The same with a message of its own.
   *
   * @param text a character for each byte
   */
  static MailImpl mail(String name, String text) throws Exception {
    MailImpl mail =
        MailImpl.builder().name(name).sender("a@example.com").addRecipient("b@example.net").build();
    mail.setMessageNoCopy(
        RawMimeMessage.of(ByteSource.of(text.getBytes(StandardCharsets.ISO_8859_1))));
    return mail;
  }
}
