package email.wildduck.james.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.endtoend.wildduck.WildDuckUser;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Mail for users of the same WildDuck goes straight to it: over LMTP for mailboxes, to its MX, for
 * which a sink stands here, for the rest.
 */
@ExtendWith(SharedMailSuite.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalDeliveryIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String DOMAIN = "local.test";
  private static final String ALIAS_DOMAIN = "alias-of-local.test";

  private final MailSystem system;
  private final QueueContents queue;
  private final SmtpSink mx = SmtpSink.builder().start();
  private LmtpProxy lmtp;
  private ServerInstallation installation;
  private ServerProcess server;

  LocalDeliveryIT(MailSystem system) {
    this.system = system;
    this.queue = new QueueContents(system.database());
  }

  @BeforeAll
  void start() throws IOException {
    lmtp = new LmtpProxy(system.wildDuck().ports().lmtp());
    installation =
        system.installServer(
            """
            <queue><lease>5s</lease></queue>
            <localDelivery>
              <enabled>true</enabled>
              <domains>%s, %s</domains>
              <targetPort>%d</targetPort>
              <lmtp><host>127.0.0.1</host><port>%d</port></lmtp>
            </localDelivery>
            """
                .formatted(DOMAIN, ALIAS_DOMAIN, mx.port(), lmtp.port()));
    server = installation.startProcess();
    system.api().addDomainAlias(ALIAS_DOMAIN, DOMAIN);
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
    lmtp.close();
    mx.close();
  }

  @Test
  void aMessageIsInTheInboxHoweverTheAddressIsWritten() throws Exception {
    WildDuckUser sender = system.api().createUserIn(DOMAIN);
    WildDuckUser recipient = system.api().createUserIn(DOMAIN);
    String name = recipient.username();
    String alias = "sales" + name + "@" + DOMAIN;
    recipient.addAddress(alias);
    List<String> spellings =
        List.of(
            recipient.address(),
            name.charAt(0) + "." + name.substring(1) + "@" + DOMAIN,
            name + "+news@" + DOMAIN,
            alias,
            name + "@" + ALIAS_DOMAIN);

    for (int i = 0; i < spellings.size(); i++) {
      send(sender, message(sender, "number " + i), spellings.get(i));
      awaitMessages(recipient, i + 1);
    }

    assertThat(recipient.inbox().messages())
        .extracting(stored -> stored.path("subject").asText())
        .containsExactlyInAnyOrder("number 0", "number 1", "number 2", "number 3", "number 4");
    for (JsonNode stored : recipient.inbox().messages()) {
      int number = stored.path("subject").asText().charAt("number ".length()) - '0';
      assertThat(new String(recipient.inbox().source(stored.path("id").asInt()), ISO_8859_1))
          .startsWith("Delivered-To: " + spellings.get(number) + "\r\n")
          .contains("Return-Path: <" + sender.address() + ">\r\n")
          .endsWith("\r\n\r\n8-bit \u00e9\r\n");
    }
    queue.awaitEmpty();
    spellings.forEach(this::assertThatNobodyElseGot);
  }

  @Test
  void filtersForwardsAndAutomaticRepliesAct() throws Exception {
    WildDuckUser sender = system.api().createUserIn(DOMAIN);
    WildDuckUser recipient = system.api().createUserIn(DOMAIN);
    String always = Submission.recipient();
    String sometimes = Submission.recipient();
    recipient.forwardTo(always);
    recipient.forwardTo(sometimes, "elsewhere");
    recipient.replyAutomatically("Away", "Back on Monday");

    send(sender, message(sender, "To be read elsewhere"), recipient.address());

    awaitMessages(recipient, 1);
    for (String target : List.of(always, sometimes)) {
      assertThat(outside(target).mailFrom()).isEqualTo(sender.address());
    }
    // what WildDuck replies stays in the house too
    awaitMessages(sender, 1);
    assertThat(sender.inbox().messages().get(0).path("subject").asText()).isEqualTo("Auto: Away");
    queue.awaitEmpty();
  }

  @Test
  void aMessageFromTheWebmailIsInTheInboxAndGoesOutToOthers() throws Exception {
    WildDuckUser sender = system.api().createUserIn(DOMAIN);
    WildDuckUser recipient = system.api().createUserIn(DOMAIN);
    String outsider = Submission.recipient();

    sender.submit(recipient.address(), outsider);

    awaitMessages(recipient, 1);
    outside(outsider);
    queue.awaitEmpty();
    assertThatNobodyElseGot(recipient.address());
  }

  @Test
  void theMxGetsWhatLmtpRefusesAndTheWorldWhatNobodyKnows() throws Exception {
    WildDuckUser sender = system.api().createUserIn(DOMAIN);
    // WildDuck finds wildcards by the first 32 characters of an address
    String unique = UUID.randomUUID().toString().substring(0, 13);
    sender.addAddress(unique + "-*@" + DOMAIN);
    String wildcard = unique + "-shop@" + DOMAIN;
    String forwarded = "forwarded" + unique + "@" + DOMAIN;
    system.api().addForwardedAddress(forwarded, Submission.recipient());
    String unknown = "unknown" + unique + "@" + DOMAIN;

    send(sender, message(sender, "Hello"), wildcard, forwarded, unknown);
    sender.submit(wildcard);

    for (String recipient : List.of(wildcard, forwarded)) {
      mx.awaitMail(mail -> mail.recipients().contains(recipient), PATIENCE);
    }
    outside(unknown);
    queue.awaitEmpty();
    assertThat(mx.received()).filteredOn(mail -> mail.recipients().contains(wildcard)).hasSize(2);
    assertThat(system.outside().received()).noneMatch(mail -> mail.recipients().contains(wildcard));
  }

  @Test
  void aBounceIsInTheInboxOfTheSender() throws Exception {
    WildDuckUser sender = system.api().createUserIn(DOMAIN);
    String domain = UUID.randomUUID() + ".example";
    system.outside().refuseForGood(domain);

    send(sender, message(sender, "Hello"), "nobody@" + domain);

    awaitMessages(sender, 1);
    assertThat(sender.inbox().messages().get(0).path("subject").asText())
        .contains("nobody@" + domain);
    queue.awaitEmpty();
  }

  @Test
  void aCircleOfForwardsEnds() throws Exception {
    WildDuckUser sender = system.api().createUserIn(DOMAIN);
    WildDuckUser alice = system.api().createUserIn(DOMAIN);
    WildDuckUser bob = system.api().createUserIn(DOMAIN);
    alice.forwardTo(bob.address());
    bob.forwardTo(alice.address());

    send(sender, message(sender, "Round and round"), alice.address());

    // to bob for the second time, and so by the MX of his domain, as in a hybrid installation
    outside(bob.address());
    queue.awaitEmpty();
    assertThat(alice.inbox().messages()).hasSize(1);
    assertThat(bob.inbox().messages()).hasSize(1);
    assertThat(system.outside().received())
        .filteredOn(mail -> mail.recipients().contains(bob.address()))
        .hasSize(1);
  }

  /** Neither when the server gives it Message-ID and Date, nor when it leaves as it came. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Message-ID: <once@client.local.test>\r\nDate: Fri, 27 Nov 2026 10:00:00 +0000\r\n"
      })
  void aMessageIsStoredOnceWhenTheServerIsKilledBeforeItHearsThatWildDuckHasIt(String fields)
      throws Exception {
    WildDuckUser sender = system.api().createUserIn(DOMAIN);
    WildDuckUser recipient = system.api().createUserIn(DOMAIN);
    int before = lmtp.messages();
    int keptBack = lmtp.keptBack();
    lmtp.setSilent(true);

    send(sender, fields + message(sender, "Once"), recipient.address());
    await().atMost(PATIENCE).until(() -> lmtp.keptBack() > keptBack);
    server.kill();
    lmtp.setSilent(false);
    server = installation.startProcess();

    queue.awaitEmpty();
    assertThat(lmtp.messages() - before).isEqualTo(2);
    assertThat(recipient.inbox().messages()).hasSize(1);
  }

  @Test
  void theSenderWhoAsksForItIsToldThatTheMessageIsInTheMailbox() throws Exception {
    WildDuckUser sender = system.api().createUserIn(DOMAIN);
    WildDuckUser recipient = system.api().createUserIn(DOMAIN);

    new Submission(server.submission())
        .sendWith("NOTIFY=SUCCESS", sender, message(sender, "Hello"), recipient.address());

    awaitMessages(recipient, 1);
    awaitMessages(sender, 1);
    JsonNode told = sender.inbox().messages().get(0);
    assertThat(told.path("subject").asText())
        .isEqualTo("Delivery Status Notification (Success: " + recipient.address() + ")");
    assertThat(new String(sender.inbox().source(told.path("id").asInt()), ISO_8859_1))
        .contains("Action: delivered\r\n");
    queue.awaitEmpty();
  }

  private void send(WildDuckUser sender, String message, String... recipients) throws IOException {
    new Submission(server.submission()).send(sender, message, List.of(recipients));
  }

  private static String message(WildDuckUser sender, String subject) {
    return "From: <" + sender.address() + ">\r\nSubject: " + subject + "\r\n\r\n8-bit \u00e9\r\n";
  }

  private static void awaitMessages(WildDuckUser user, int number) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(user.inbox().messages()).hasSize(number));
  }

  private ReceivedMail outside(String recipient) throws Exception {
    return system.outside().awaitMail(mail -> mail.recipients().contains(recipient), PATIENCE);
  }

  private void assertThatNobodyElseGot(String recipient) {
    assertThat(system.outside().received())
        .noneMatch(mail -> mail.recipients().contains(recipient));
    assertThat(mx.received()).noneMatch(mail -> mail.recipients().contains(recipient));
  }
}
