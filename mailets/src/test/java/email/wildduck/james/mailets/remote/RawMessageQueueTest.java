package email.wildduck.james.mailets.remote;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.mailets.TestMails;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.james.server.core.MimeMessageWrapper;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class RawMessageQueueTest {
  private static final String MESSAGE =
      "subject :  Gr\u00fc\u00dfe\r\nFrom: alice@example.com\r\n\r\nHi \u00e9\r\n";

  private final RecordingQueue inner = new RecordingQueue();
  private final MailQueue queue = new RawMessageQueueFactory(inner).createQueue(inner.getName());

  @Test
  void messageKeepsItsBytesWhenAQueueOfJamesHandsItOut() throws Exception {
    MailImpl mail = ofJames();
    inner.items.add(new RecordedItem(mail));

    Mail handedOut = Flux.from(queue.deQueue()).blockFirst(Duration.ofSeconds(10)).getMail();

    assertThat(TestMails.text(handedOut)).isEqualTo(MESSAGE);
  }

  @Test
  void messageKeepsItsBytesAlsoAfterItsHeaderWasRead() throws Exception {
    MailImpl mail = ofJames();
    assertThat(mail.getMessage().getHeader("From")).containsExactly("alice@example.com");
    inner.items.add(new RecordedItem(mail));

    Mail handedOut = Flux.from(queue.deQueue()).blockFirst(Duration.ofSeconds(10)).getMail();

    assertThat(TestMails.text(handedOut)).isEqualTo(MESSAGE);
  }

  @Test
  void itemIsHandedOutAlsoWhenItHasNoMessage() {
    RecordedItem item = new RecordedItem(MailImpl.builder().name("empty").build());
    inner.items.add(item);

    assertThat(Flux.from(queue.deQueue()).blockFirst(Duration.ofSeconds(10))).isSameAs(item);
  }

  @Test
  void whatIsQueuedGoesToTheQueueBehind() throws Exception {
    MailImpl mail = TestMails.mail("alice@example.com", MESSAGE, "to@example.org");

    queue.enQueue(mail);
    queue.enQueue(mail, Duration.ofMinutes(1));
    Mono.from(queue.enqueueReactive(mail)).block(Duration.ofSeconds(10));

    assertThat(inner.queued).hasSize(3).allMatch(queued -> queued.text().equals(MESSAGE));
  }

  @Test
  void nameAndEndAreThoseOfTheQueueBehind() throws Exception {
    assertThat(queue.getName()).isEqualTo(inner.getName());
    queue.close();
    assertThat(inner.closed).isTrue();
  }

  private static MailImpl ofJames() throws Exception {
    MailImpl mail = MailImpl.builder().name("james").addRecipient("to@example.org").build();
    mail.setMessageNoCopy(
        new MimeMessageWrapper(
            MimeMessageInputStreamSource.create(
                "james", new ByteArrayInputStream(MESSAGE.getBytes(ISO_8859_1)))));
    return mail;
  }
}
