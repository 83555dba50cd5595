package email.wildduck.james.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.endtoend.wildduck.WildDuckUser;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The server delivers what WildDuck puts into the queue. */
@ExtendWith(SharedMailSuite.class)
class WildDuckMailIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String OUTSIDER = "outsider@example.org";

  private final MailSuite suite;
  private final QueueContents queue;

  WildDuckMailIT(MailSuite suite) {
    this.suite = suite;
    this.queue = new QueueContents(suite.database());
  }

  @Test
  void aMessageIsDeliveredToEachRecipientWhenItWasSubmittedInTheWebmail() throws Exception {
    WildDuckUser user = suite.api().createUser();
    String one = Submission.recipient();
    String other = Submission.recipient();

    String id = user.submit(one, other).path("message").path("queueId").asText();

    for (String recipient : new String[] {one, other}) {
      ReceivedMail mail = received(recipient);
      assertThat(mail.mailFrom()).isEqualTo(user.address());
      assertThat(field(mail, "From")).contains(user.address());
      assertThat(field(mail, "Subject")).isEqualTo("Hello");
      assertThat(text(mail)).contains("\r\n\r\nHello");
    }
    queue.awaitGone(id);
  }

  @Test
  void aMessageIsForwardedByteForByteWhenItsUserForwardsAllMail() throws Exception {
    WildDuckUser user = suite.api().createUser();
    String target = Submission.recipient();
    user.forwardTo(target);
    String message = message(user, "Forwarded \u00e4");

    deliver(user, message);

    assertForwarded(target, message);
  }

  @Test
  void aMessageIsForwardedByteForByteWhenAFilterSaysSo() throws Exception {
    WildDuckUser user = suite.api().createUser();
    String target = Submission.recipient();
    user.forwardTo(target, "elsewhere");
    String message = message(user, "To be read elsewhere");

    deliver(user, message);

    assertForwarded(target, message);
  }

  @Test
  void anAutomaticReplyHasNoSenderInItsEnvelope() throws Exception {
    WildDuckUser user = suite.api().createUser();
    user.replyAutomatically("Away", "Back on Monday");
    String sender = Submission.recipient();

    suite
        .wildDuck()
        .deliver(sender, user.address(), message(user, "Are you there?").getBytes(ISO_8859_1));

    ReceivedMail reply = received(sender);
    assertThat(reply.mailFrom()).isEmpty();
    assertThat(field(reply, "Subject")).isEqualTo("Auto: Away");
    assertThat(field(reply, "Auto-Submitted")).isEqualTo("auto-replied");
    assertThat(text(reply)).contains("Back on Monday");
    awaitNothingQueuedFor(sender);
  }

  @Test
  void aMessageForLaterStaysAndIsShownUntilItsOwnerCancelsIt() throws Exception {
    WildDuckUser user = suite.api().createUser();
    String cancelled = Submission.recipient();
    String sent = Submission.recipient();
    Instant soon = Instant.now().plusSeconds(4);

    JsonNode first = user.submit(soon, cancelled).path("message");
    JsonNode second = user.submit(soon, sent).path("message");
    String id = first.path("queueId").asText();
    assertThat(
            user.mailbox("\\Sent")
                .message(first.path("id").asInt())
                .path("outbound")
                .findValuesAsText("recipient"))
        .containsExactly(cancelled);
    user.cancel(id);

    assertThat(received(sent).time()).isAfter(soon);
    queue.awaitGone(second.path("queueId").asText());
    queue.awaitGone(id);
    assertThat(suite.outside().received()).noneMatch(mail -> mail.recipients().contains(cancelled));
  }

  /** Since WildDuck 1.51; it sets {@code queued} and the field Date anew. */
  @Test
  void aMessageForLaterIsDeliveredAtOnceWhenItsOwnerChangesTheTime() throws Exception {
    WildDuckUser user = suite.api().createUser();
    String recipient = Submission.recipient();
    Instant later = Instant.now().plus(Duration.ofHours(5));
    String id = user.submit(later, recipient).path("message").path("queueId").asText();

    user.reschedule(id, Instant.now());

    ZonedDateTime date =
        ZonedDateTime.parse(
            field(received(recipient), "Date"), DateTimeFormatter.RFC_1123_DATE_TIME);
    assertThat(date.toInstant()).isBefore(later.minus(Duration.ofHours(4)));
    queue.awaitGone(id);
  }

  private void deliver(WildDuckUser user, String message) throws IOException {
    assertThat(
            suite.wildDuck().deliver(OUTSIDER, user.address(), message.getBytes(ISO_8859_1)).code())
        .isEqualTo(250);
  }

  private static String message(WildDuckUser to, String subject) {
    return "From: <"
        + OUTSIDER
        + ">\r\nTo: <"
        + to.address()
        + ">\r\nSubject: "
        + subject
        + "\r\nX-Odd:  a\r\n\tb \r\nMessage-ID: <"
        + UUID.randomUUID()
        + "@example.org>\r\nDate: Tue, 06 Jan 2026 10:00:00 +0000\r\n\r\n"
        + "8-bit \u00e9\u00ff\r\n.dot\r\n";
  }

  private void assertForwarded(String target, String message) throws Exception {
    ReceivedMail mail = received(target);
    assertThat(mail.mailFrom()).isEqualTo(OUTSIDER);
    assertThat(text(mail)).endsWith(message);
    awaitNothingQueuedFor(target);
  }

  private void awaitNothingQueuedFor(String recipient) {
    await().atMost(PATIENCE).until(() -> queue.deliveriesFor(recipient).isEmpty());
  }

  private ReceivedMail received(String recipient) throws Exception {
    return suite.outside().awaitMail(mail -> mail.recipients().contains(recipient), PATIENCE);
  }

  private static String text(ReceivedMail mail) throws IOException {
    return new String(mail.content().bytes(), ISO_8859_1);
  }

  private static String field(ReceivedMail mail, String name) throws IOException {
    return RawMessage.parse(ByteSource.of(mail.content().bytes()))
        .headers()
        .first(name)
        .map(HeaderField::value)
        .orElseThrow();
  }
}
