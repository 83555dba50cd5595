package email.wildduck.james.smtp.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.smtp.TestClients;
import email.wildduck.james.smtp.TestTransport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.james.server.core.MimeMessageWrapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RawMessageHookTest {
  private static final String MESSAGE =
      "subject :  Gr\u00fc\u00dfe\r\nFrom: alice@example.com\r\n\r\nHi \u00e9\r\n";

  private final SMTPSession session = TestTransport.encryptedSession(TestClients.IPV4);
  private final MailImpl mail = MailImpl.builder().name("19a1b2c3d4e00012f3").build();

  @AfterEach
  void dispose() {
    LifecycleUtil.dispose(mail);
  }

  @Test
  void everyByteOfTheMessageIsKept() throws Exception {
    mail.setMessageNoCopy(
        new MimeMessageWrapper(
            MimeMessageInputStreamSource.create(
                "source", new ByteArrayInputStream(MESSAGE.getBytes(ISO_8859_1)))));

    assertThat(new RawMessageHook().onMessage(session, mail)).isEqualTo(HookResult.DECLINED);

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    mail.getMessage().writeTo(out);
    assertThat(out.toString(ISO_8859_1)).isEqualTo(MESSAGE);
  }

  /** What another hook has done by then makes James write the header anew, with question marks. */
  @Test
  void headerIsKeptWhenTheMessageWasParsed() throws Exception {
    MimeMessageWrapper message =
        new MimeMessageWrapper(
            MimeMessageInputStreamSource.create(
                "source", new ByteArrayInputStream(MESSAGE.getBytes(ISO_8859_1))));
    mail.setMessageNoCopy(message);
    message.addHeaderLine("X-Scanned: yes");

    assertThat(new RawMessageHook().onMessage(session, mail)).isEqualTo(HookResult.DECLINED);

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    mail.getMessage().writeTo(out);
    assertThat(out.toString(ISO_8859_1))
        .contains("X-Scanned: yes\r\n")
        .contains("Gr\u00fc\u00dfe\r\n")
        .endsWith("\r\n\r\nHi \u00e9\r\n");
  }

  @Test
  void replyIsTemporaryWhenTheMessageCannotBeRead() {
    HookResult result = new RawMessageHook().onMessage(session, mail);

    assertThat(result.getSmtpRetCode()).isEqualTo("451");
    assertThat(result.getSmtpDescription()).startsWith("4.3.0 ");
  }
}
