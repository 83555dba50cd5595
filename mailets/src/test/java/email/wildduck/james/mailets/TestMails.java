package email.wildduck.james.mailets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.queue.james.RawMimeMessage;
import java.io.ByteArrayOutputStream;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;

/** Mails as the front door makes them. A character of a message's text is one byte. */
public final class TestMails {
  private TestMails() {}

  /**
   * @param sender empty for the null sender
   */
  public static MailImpl mail(String sender, String message, String... recipients)
      throws Exception {
    MailImpl.Builder builder = MailImpl.builder().name("19a1b2c3d4e00012f3");
    if (!sender.isEmpty()) {
      builder.sender(sender);
    }
    MailImpl mail = builder.addRecipients(recipients).build();
    mail.setMessageNoCopy(RawMimeMessage.of(ByteSource.of(message.getBytes(ISO_8859_1))));
    return mail;
  }

  /** What James sends of a mail. */
  public static String text(Mail mail) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    mail.getMessage().writeTo(out);
    return out.toString(ISO_8859_1);
  }
}
