package email.wildduck.james.queue.james;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.RawMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import javax.mail.internet.MimeMessage;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageWrapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RawMimeMessageTest {
  private static final String EIGHT_BIT =
      "Received: one\r\nSubject: P\u00e4\u00ff\r\n\tfold\r\nX-A: 1\r\n\r\nbody\nbare\r\nend";

  @ParameterizedTest
  @MethodSource("email.wildduck.james.queue.james.OddMessages#all")
  void bytesAreTheSameHoweverTheyAreRead(String text) throws Exception {
    RawMimeMessage message = message(text);
    assertThat(written(message)).isEqualTo(text);
    assertThat(text(message.getMessageInputStream().readAllBytes())).isEqualTo(text);
    assertThat(message.getMessageSize()).isEqualTo(text.length());
  }

  @ParameterizedTest
  @MethodSource("email.wildduck.james.queue.james.OddMessages#all")
  void headerAndBodyAddUpWhenTheyAreWrittenApart(String text) throws Exception {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    message(text).writeTo(header, body);
    assertThat(text(header.toByteArray()) + text(body.toByteArray())).isEqualTo(text);
    assertThat(text(body.toByteArray()))
        .isEqualTo(text(message(text).original().body().open().readAllBytes()));
  }

  @Test
  void bytesAreTheSameWhenTheMessageWasParsed() throws Exception {
    RawMimeMessage message = message(EIGHT_BIT);
    message.getContent();
    message.getSubject();
    assertThat(written(message)).isEqualTo(EIGHT_BIT);
    assertThat(text(message.getMessageInputStream().readAllBytes())).isEqualTo(EIGHT_BIT);
  }

  @Test
  void onlyTheNamedFieldsGoWhenSomeAreIgnored() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    message(EIGHT_BIT).writeTo(out, new String[] {"x-a", "bcc"});
    assertThat(text(out.toByteArray())).isEqualTo(EIGHT_BIT.replace("X-A: 1\r\n", ""));
  }

  @Test
  void changeIsWrittenWhenAFieldWasAdded() throws Exception {
    RawMimeMessage message = message("Subject: a\r\n\r\nbody");
    message.addHeader("X-New", "1");
    assertThat(written(message)).contains("X-New: 1\r\n").endsWith("\r\n\r\nbody");
    assertThat(text(message.getMessageInputStream().readAllBytes())).contains("X-New: 1\r\n");
  }

  @Test
  void eightBitFieldsStayWhenAnotherOneWasAddedAndBytesAreAskedFor() throws Exception {
    MailImpl mail = mail(EIGHT_BIT);
    mail.getMessage().addHeader("X-New", "1");
    assertThat(raw(mail)).contains("P\u00e4\u00ff\r\n\tfold\r\n").contains("X-New: 1\r\n");
  }

  @ParameterizedTest
  @MethodSource("email.wildduck.james.queue.james.OddMessages#all")
  void bytesAreTheSameWhenAMailIsDuplicated(String text) throws Exception {
    assertThat(raw(MailImpl.duplicate(mail(text)))).isEqualTo(text);
  }

  @Test
  void eightBitFieldsStayWhenADuplicateWasParsed() throws Exception {
    MailImpl duplicate = MailImpl.duplicate(mail(EIGHT_BIT));
    duplicate.getMessage().getContent();
    assertThat(raw(duplicate)).isEqualTo(EIGHT_BIT);
  }

  @Test
  void messageOfJavaMailIsReadWhenItWasMadeInMemory() throws Exception {
    MimeMessage message = new MimeMessage((javax.mail.Session) null);
    message.setText("text");
    message.saveChanges();
    MailImpl mail = MailImpl.builder().name("m").build();
    mail.setMessageNoCopy(new MimeMessageWrapper(message));
    assertThat(raw(mail)).endsWith("\r\n\r\ntext");
  }

  @Test
  void bodyIsSharedAndKeptWhenOnlyTheHeaderIsReplaced() throws Exception {
    AtomicInteger closed = new AtomicInteger();
    RawMessage message = RawMessage.parse(source(EIGHT_BIT));
    MailImpl mail = MailImpl.builder().name("m").build();
    mail.setMessageNoCopy(RawMimeMessage.of(message, closed::incrementAndGet));

    RawMessage edited = MailMessages.rawMessage(mail);
    MailMessages.replace(
        mail, edited.withHeaders(edited.headers().prepend(HeaderField.of("X-New", "1"))));

    assertThat(closed).hasValue(0);
    assertThat(raw(mail)).isEqualTo("X-New: 1\r\n" + EIGHT_BIT);
    LifecycleUtil.dispose(mail);
    assertThat(closed).hasValue(1);
  }

  @Test
  void bodyIsCopiedWhenItIsOfAMessageThatGoes() throws Exception {
    MailImpl mail = MailImpl.duplicate(mail(EIGHT_BIT));
    RawMessage edited = MailMessages.rawMessage(mail);
    MailMessages.replace(
        mail, edited.withHeaders(edited.headers().prepend(HeaderField.of("X-New", "1"))));
    assertThat(mail.getMessage()).isInstanceOf(RawMimeMessage.class);
    assertThat(raw(mail)).isEqualTo("X-New: 1\r\n" + EIGHT_BIT);
  }

  @Test
  void storageIsClosedOnceWhenAMessageIsDisposedTwice() throws Exception {
    AtomicInteger closed = new AtomicInteger();
    RawMimeMessage message =
        RawMimeMessage.of(RawMessage.parse(source(EIGHT_BIT)), closed::incrementAndGet);
    message.dispose();
    message.dispose();
    assertThat(closed).hasValue(1);
  }

  private static MailImpl mail(String text) throws Exception {
    MailImpl mail = MailImpl.builder().name("m").build();
    mail.setMessageNoCopy(message(text));
    return mail;
  }

  private static RawMimeMessage message(String text) throws Exception {
    return RawMimeMessage.of(source(text));
  }

  private static ByteSource source(String text) {
    return ByteSource.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String written(MimeMessage message) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    message.writeTo(out);
    return text(out.toByteArray());
  }

  private static String raw(MailImpl mail) throws Exception {
    return text(MailMessages.rawMessage(mail).open().readAllBytes());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
