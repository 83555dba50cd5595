package email.wildduck.james.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.endtoend.wildduck.ApiRefusal;
import email.wildduck.james.endtoend.wildduck.WildDuckMailbox;
import email.wildduck.james.endtoend.wildduck.WildDuckUser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * WildDuck shows what the server could not deliver yet, and its owner decides what becomes of it.
 */
@ExtendWith(SharedMailSuite.class)
class PendingIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final MailSuite suite;
  private final QueueContents queue;
  private final String domain = UUID.randomUUID() + ".example";
  private final List<String> recipients = List.of("one@" + domain, "two@" + domain);

  PendingIT(MailSuite suite) {
    this.suite = suite;
    this.queue = new QueueContents(suite.database());
  }

  @Test
  void pendingDeliveriesAreShownAtTheCopyInSent() throws Exception {
    WildDuckUser user = userWithCopies();

    String id = sendInVain(user);

    JsonNode outbound = awaitOutbound(user);
    assertThat(outbound).hasSize(1);
    assertThat(outbound.path(0).path("queueId").asText()).isEqualTo(id);
    JsonNode entries = outbound.path(0).path("entries");
    assertThat(entries.findValuesAsText("recipient"))
        .containsExactlyInAnyOrderElementsOf(recipients);
    assertThat(entries.findValuesAsText("seq")).containsExactlyInAnyOrder("001", "002");
    assertThat(entries.findValuesAsText("sendingZone")).containsExactly("default", "default");
    assertThat(entries.findValuesAsText("queued"))
        .allSatisfy(queued -> assertThat(Instant.parse(queued)).isAfter(Instant.now()));
    user.cancel(id);
  }

  @Test
  void nothingIsDeliveredWhenTheOwnerCancels() throws Exception {
    WildDuckUser user = userWithCopies();
    String id = sendInVain(user);

    user.cancel(id);

    queue.awaitGone(id);
    assertThat(awaitCopy(user).path("outbound")).isEmpty();
    suite.outside().accept(domain);
    String marker = "marker@" + domain;
    new Submission(suite.server()).send(user, marker);
    suite.outside().awaitMail(mail -> mail.recipients().contains(marker), PATIENCE);
    Ledger.of(suite.outside(), domain).assertEachOnce(List.of(marker));
  }

  @Test
  void nobodyElseMayCancel() throws Exception {
    WildDuckUser user = userWithCopies();
    WildDuckUser other = suite.api().createUser();
    String id = sendInVain(user);

    assertThatThrownBy(() -> other.cancel(id))
        .isInstanceOf(ApiRefusal.class)
        .hasMessageContaining("NotEnoughPrivileges");

    suite.outside().accept(domain);
    queue.makeDue(domain);
    queue.awaitGone(id);
    Ledger.of(suite.outside(), domain).assertEachOnce(recipients);
  }

  @Test
  void theNextAttemptIsMadeAtOnceWhenTheOwnerChangesTheTime() throws Exception {
    WildDuckUser user = userWithCopies();
    String id = sendInVain(user);
    suite.outside().accept(domain);

    user.reschedule(id, Instant.now());

    queue.awaitGone(id);
    Ledger.of(suite.outside(), domain).assertEachOnce(recipients);
  }

  private WildDuckUser userWithCopies() {
    return suite.api().createUser(Map.of("uploadSentMessages", true));
  }

  /** Sends to recipients who are refused for now; the id in the queue once both were tried. */
  private String sendInVain(WildDuckUser user) throws Exception {
    suite.outside().refuseForNow(domain);
    String id =
        new Submission(suite.server())
            .send(
                user,
                "From: <" + user.address() + ">\r\nSubject: Hello\r\n\r\nHello\r\n",
                recipients);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(queue.deliveriesOf(id))
                    .hasSize(2)
                    .allMatch(delivery -> delivery.containsKey("_deferred")));
    return id;
  }

  private JsonNode awaitOutbound(WildDuckUser user) {
    return await()
        .atMost(PATIENCE)
        .until(() -> awaitCopy(user).path("outbound"), outbound -> !outbound.isEmpty());
  }

  private JsonNode awaitCopy(WildDuckUser user) {
    WildDuckMailbox sent = user.mailbox("\\Sent");
    await().atMost(PATIENCE).until(() -> !sent.messages().isEmpty());
    return sent.message(sent.messages().get(0).path("id").asInt());
  }
}
