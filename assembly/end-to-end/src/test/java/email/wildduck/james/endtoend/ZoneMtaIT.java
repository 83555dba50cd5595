package email.wildduck.james.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.embedded.zonemta.ZoneMtaProcess;
import email.wildduck.james.endtoend.wildduck.WildDuckUser;
import email.wildduck.james.queue.route.DeliveryTarget;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.NewMessage;
import email.wildduck.james.queue.store.StoredMessage;
import email.wildduck.james.queue.zone.TakeRequest;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real ZoneMTA and our queue understand each other's mail. */
@ExtendWith(SharedMailSuite.class)
@TestInstance(Lifecycle.PER_CLASS)
class ZoneMtaIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String INSTANCE = "zone-mta-1";
  private static final String SENDER = "sender@example.org";
  private static final String MESSAGE =
      "From: <sender@example.org>\r\n"
          + "Subject: P\u00e4ev \u00ff\u0080\r\n"
          + "X-Odd:  a\r\n\tb \r\n"
          + "Message-ID: <%s@example.org>\r\n"
          + "Date: Tue, 06 Jan 2026 10:00:00 +0000\r\n"
          + "\r\n"
          + "8-bit \u00e9\u00ff\r\n.dot\r\n..\r\n\r\n"
          + ("0123456789".repeat(90) + "\r\n").repeat(300);

  private final MailSystem system;
  private final QueueContents contents;
  private final QueueAccess queue;
  private ZoneMtaProcess zoneMta;

  ZoneMtaIT(MailSystem system) {
    this.system = system;
    this.contents = new QueueContents(system.database());
    this.queue = new QueueAccess(system.database());
  }

  @BeforeAll
  void startZoneMta() throws IOException {
    zoneMta = system.startZoneMta(INSTANCE);
  }

  @AfterAll
  void stopZoneMta() {
    zoneMta.close();
    queue.close();
  }

  @Test
  void whatOurQueueWroteIsDeliveredByteForByteByZoneMta() throws Exception {
    String message = newMessage();
    List<String> recipients = List.of(Submission.recipient(), Submission.recipient());

    queue(message, recipients);

    for (String recipient : recipients) {
      ReceivedMail mail = received(recipient);
      assertThat(mail.heloName()).isEqualTo(ZoneMtaConfiguration.HOST_NAME);
      assertThat(mail.mailFrom()).isEqualTo(SENDER);
      assertThat(mail.recipients()).containsExactly(recipient);
      assertThat(text(mail)).startsWith("Received: ").endsWith("\r\n" + message);
      assertThat(fieldsAbove(message, mail)).isEqualTo(1);
    }
    contents.awaitEmpty();
  }

  @Test
  void whatWildDuckSubmitsIsDeliveredByZoneMta() throws Exception {
    WildDuckUser user = system.api().createUser();
    String recipient = Submission.recipient();

    user.submit(recipient);

    ReceivedMail mail = received(recipient);
    assertThat(mail.heloName()).isEqualTo(ZoneMtaConfiguration.HOST_NAME);
    assertThat(mail.mailFrom()).isEqualTo(user.address());
    assertThat(text(mail)).contains("\r\nSubject: Hello\r\n");
    contents.awaitEmpty();
  }

  @Test
  void whatZoneMtaAcceptedIsReadHereByteForByte() throws Exception {
    String message = newMessage();
    String recipient = UUID.randomUUID() + "@" + ZoneMtaConfiguration.KEPT;

    submitToZoneMta(message, recipient);

    TakenDelivery taken = awaitTaken(ZoneMtaConfiguration.KEPT);
    assertThat(taken.delivery().recipient()).isEqualTo(recipient);
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    StoredMessage kept = queue.sending().load(taken);
    kept.withBody(kept.body()).writeTo(stored);
    assertThat(stored.toString(ISO_8859_1)).isEqualTo(message);
    assertThat(queue.sending().finish(taken)).isTrue();
    contents.awaitEmpty();
  }

  @Test
  void whatZoneMtaDeferredIsNotTakenHereBeforeItIsTakenOver() throws Exception {
    String domain = UUID.randomUUID() + ".example";
    system.outside().refuseForNow(domain);
    submitToZoneMta(newMessage(), "somebody@" + domain);
    await()
        .atMost(PATIENCE)
        .until(
            () -> contents.deliveriesTo(domain).stream().anyMatch(d -> d.containsKey("_deferred")));
    zoneMta.kill();
    contents.makeDue(domain);

    assertThat(queue.sending().take(TakeRequest.of("default", 10))).isEmpty();

    assertThat(queue.sending().takeOver(INSTANCE)).isEqualTo(1);
    List<TakenDelivery> taken = queue.sending().take(TakeRequest.of("default", 10));
    assertThat(taken).hasSize(1);
    assertThat(taken.get(0).delivery().deferral().orElseThrow().count()).isEqualTo(1);
    assertThat(taken.get(0).delivery().deferral().orElseThrow().response()).contains("451 4.7.1");
    queue.sending().finish(taken.get(0));
    contents.awaitEmpty();
    zoneMta = system.startZoneMta(INSTANCE);
  }

  private TakenDelivery awaitTaken(String zone) {
    return await()
        .atMost(PATIENCE)
        .until(() -> queue.sending().take(TakeRequest.of(zone, 1)), taken -> !taken.isEmpty())
        .get(0);
  }

  private static String newMessage() {
    return MESSAGE.formatted(UUID.randomUUID());
  }

  private void queue(String message, List<String> recipients) throws IOException {
    queue.add(
        NewMessage.of(
            RawMessage.parse(ByteSource.of(message.getBytes(ISO_8859_1))), SENDER, recipients),
        recipients.stream()
            .map(
                recipient ->
                    NewDelivery.to(
                        "default", recipient, Instant.now(), DeliveryTarget.mxOfDomain()))
            .toList());
  }

  private void submitToZoneMta(String message, String recipient) throws IOException {
    try (SmtpClient client = zoneMta.connect()) {
      client.command("EHLO client.example.net");
      client.command("MAIL FROM:<" + SENDER + ">");
      client.command("RCPT TO:<" + recipient + ">");
      assertThat(client.data(message.getBytes(ISO_8859_1)).code()).isEqualTo(250);
    }
  }

  private ReceivedMail received(String recipient) throws Exception {
    return system.outside().awaitMail(mail -> mail.recipients().contains(recipient), PATIENCE);
  }

  private static String text(ReceivedMail mail) throws IOException {
    return new String(mail.content().bytes(), ISO_8859_1);
  }

  private static int fieldsAbove(String message, ReceivedMail mail) throws IOException {
    return RawMessage.parse(ByteSource.of(mail.content().bytes())).headers().fields().size()
        - RawMessage.parse(ByteSource.of(message.getBytes(ISO_8859_1))).headers().fields().size();
  }
}
