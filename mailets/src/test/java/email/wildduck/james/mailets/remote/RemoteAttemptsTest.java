package email.wildduck.james.mailets.remote;

import static org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus.RETRY;
import static org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.UnreachableMongo;
import email.wildduck.james.core.event.Event;
import email.wildduck.james.core.settings.Settings;
import email.wildduck.james.delivery.suppress.SuppressionAdministration;
import email.wildduck.james.embedded.sink.SmtpReply;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.embedded.sink.SmtpStage;
import email.wildduck.james.mailets.TestMails;
import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.queue.mail.Submission;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.server.core.MailImpl;
import org.apache.james.transport.mailets.remote.delivery.DeliveryRetriesHelper;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMailContext;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What RemoteDelivery does with a Mail from its queue, and what is told of it. */
class RemoteAttemptsTest {
  private static final String ID = "1a20922255b000ab2b";
  private static final String ALICE = "alice@example.com";
  private static final String BOB = "bob@example.net";
  private static final String MESSAGE =
      "From: alice@example.com\r\nMessage-ID: <one@example.com>\r\n\r\nHello\r\n";

  private final Map<SmtpStage, SmtpReply> replies = new ConcurrentHashMap<>();
  private final SmtpSink sink =
      SmtpSink.builder()
          .script((stage, envelope) -> Optional.ofNullable(replies.get(stage)))
          .start();
  private final FakeMailetConfig.Builder parameters =
      FakeMailetConfig.builder()
          .setProperty("delayTime", "1 minute, 2 minutes")
          .setProperty("maxRetries", "2")
          .setProperty("bounceProcessor", "bounces");
  private final FakeMailContext context = FakeMailContext.defaultContext();
  private final TestMongo mongo = TestMongo.start();
  private final RecordingQueue queue = new RecordingQueue();
  private final List<AutoCloseable> ends = new ArrayList<>(List.of(mongo, sink));
  private ToldEvents told = ToldEvents.on(mongo.database());

  @AfterEach
  void close() throws Exception {
    ends.add(0, told);
    for (AutoCloseable end : ends) {
      end.close();
    }
  }

  @Test
  void aMessageThatIsTakenIsToldWithHostAndReply() throws Exception {
    assertThat(ended(mail(ALICE, BOB))).containsExactly(SUCCESS);

    assertThat(sink.received()).hasSize(1);
    assertThat(event().word()).isEqualTo("ACCEPTED");
    assertThat(event().queueId()).isEqualTo(ID + ".00a");
    assertThat(event().facts())
        .containsEntry("zone", "james:outgoing")
        .containsEntry("from", ALICE)
        .containsEntry("to", BOB)
        .containsEntry("message_id", "<one@example.com>")
        .containsEntry("mx", "mx.example.net")
        .containsEntry("mx_host", "127.0.0.1")
        .containsEntry("delivery_protocol", "smtp")
        .containsEntry("response", "250 2.0.0 OK");
    assertThat(queue.queued).isEmpty();
  }

  @Test
  void whatRemoteDeliveryDoesNotTellIsNotMadeUp() throws Exception {
    ended(mail(ALICE, BOB));

    assertThat(event().facts())
        .doesNotContainKeys("local_ip", "secure", "tls", "tls_version", "bounce_count");
  }

  @Test
  void theAddressThatIsConfiguredIsTheOneSentFrom() throws Exception {
    parameters.setProperty("bind", "127.0.0.1");

    ended(mail(ALICE, BOB));

    assertThat(event().facts()).containsEntry("local_ip", "127.0.0.1");
  }

  @Test
  void aMessageIsTakenThroughAGatewayToo() throws Exception {
    parameters
        .setProperty("gateway", "127.0.0.1")
        .setProperty("gatewayPort", String.valueOf(sink.port()));

    ended(mail(ALICE, BOB));

    assertThat(event().word()).isEqualTo("ACCEPTED");
    assertThat(event().facts()).containsEntry("mx", "127.0.0.1");
  }

  @Test
  void aGatewayThatRefusesTheLoginBouncesNothing() throws Exception {
    try (RefusedLogins gateway = RefusedLogins.start("535 5.7.8 Authentication failed")) {
      parameters
          .setProperty("gateway", "127.0.0.1")
          .setProperty("gatewayPort", String.valueOf(gateway.port()))
          .setProperty("gatewayUsername", "alice")
          .setProperty("gatewayPassword", "old");

      assertThat(ended(mail(ALICE, BOB))).containsExactly(SUCCESS);
    }

    assertThat(event().word()).isEqualTo("DEFERRED");
    assertThat(event().facts())
        .containsEntry("response", "535 5.7.8 Authentication failed")
        .containsEntry("bounce_category", "auth")
        .containsEntry("bounce_count", 1L);
    assertThat(queue.queued).extracting(q -> q.delay()).containsExactly(Duration.ofMinutes(1));
    assertThat(context.getSentMails()).isEmpty();
  }

  @Test
  void aMailThatIsRefusedForTheTimeBeingWaitsAsConfigured() throws Exception {
    replies.put(SmtpStage.RCPT, new SmtpReply(451, "4.7.1 Greylisted"));

    assertThat(ended(mail(ALICE, BOB))).containsExactly(SUCCESS);

    assertThat(event().word()).isEqualTo("DEFERRED");
    assertThat(event().facts())
        .containsEntry("response", "451 4.7.1 Greylisted")
        .containsEntry("bounce_category", "greylist")
        .containsEntry("bounce_count", 1L)
        .containsEntry("mx", "mx.example.net");
    assertThat(queue.queued).extracting(q -> q.delay()).containsExactly(Duration.ofMinutes(1));
    assertThat(context.getSentMails()).isEmpty();
  }

  @Test
  void deferralsAreCounted() throws Exception {
    replies.put(SmtpStage.END_OF_DATA, new SmtpReply(452, "4.3.1 full"));
    MailImpl mail = mail(ALICE, BOB);
    mail.setState(Mail.ERROR);
    DeliveryRetriesHelper.initRetries(mail);
    DeliveryRetriesHelper.incrementRetries(mail);

    ended(mail);

    assertThat(event().word()).isEqualTo("DEFERRED");
    assertThat(event().facts()).containsEntry("bounce_count", 2L);
    assertThat(queue.queued).extracting(q -> q.delay()).containsExactly(Duration.ofMinutes(2));
  }

  @Test
  void aMailThatHasHadItsRetriesIsGivenUpForTheLastReply() throws Exception {
    replies.put(SmtpStage.RCPT, new SmtpReply(451, "4.7.1 later"));
    MailImpl mail = mail(ALICE, BOB);
    mail.setState(Mail.ERROR);
    DeliveryRetriesHelper.initRetries(mail);
    DeliveryRetriesHelper.incrementRetries(mail);
    DeliveryRetriesHelper.incrementRetries(mail);

    ended(mail);

    assertThat(event().word()).isEqualTo("REJECTED");
    assertThat(event().facts()).containsEntry("response", "451 4.7.1 later");
    assertThat(context.getSentMails()).extracting(sent -> sent.getState()).contains("bounces");
    assertThat(queue.queued).isEmpty();
  }

  @Test
  void aMailThatIsRefusedForGoodIsToldAndBounced() throws Exception {
    replies.put(SmtpStage.RCPT, new SmtpReply(550, "5.1.1 nobody here"));

    assertThat(ended(mail(ALICE, BOB))).containsExactly(SUCCESS);

    assertThat(event().word()).isEqualTo("REJECTED");
    assertThat(event().facts())
        .containsEntry("response", "550 5.1.1 nobody here")
        .containsEntry("bounce_category", "envelope")
        .containsEntry("mx_host", "127.0.0.1");
    assertThat(context.getSentMails()).extracting(sent -> sent.getState()).contains("bounces");
  }

  @Test
  void aRefusalAfterTheMessageIsToldAsSuch() throws Exception {
    replies.put(SmtpStage.END_OF_DATA, new SmtpReply(554, "5.7.1 spam"));

    ended(mail(ALICE, BOB));

    assertThat(event().word()).isEqualTo("REJECTED");
    assertThat(event().facts()).containsEntry("response", "554 5.7.1 spam");
  }

  @Test
  void aBounceThatIsRefusedIsToldThoughNobodyHearsOfIt() throws Exception {
    replies.put(SmtpStage.MAIL, new SmtpReply(550, "5.7.1 no bounces"));

    ended(mail("", BOB));

    assertThat(event().word()).isEqualTo("REJECTED");
    assertThat(event().facts()).doesNotContainKey("from");
    assertThat(context.getSentMails()).isEmpty();
  }

  @Test
  void aConnectionThatEndsWithoutAReplyIsToldAsSuch() throws Exception {
    replies.put(SmtpStage.END_OF_DATA, SmtpReply.HANG_UP);

    ended(mail(ALICE, BOB));

    assertThat(event().word()).isEqualTo("DEFERRED");
    assertThat(event().facts())
        .containsEntry("bounce_category", "network")
        .containsEntry("mx", "mx.example.net")
        .containsEntry("response", "451 4.4.2 The peer closed the connection");
  }

  @Test
  void aGreetingThatRefusesIsToldByItsCode() throws Exception {
    replies.put(SmtpStage.CONNECT, new SmtpReply(554, "5.7.1 go away"));

    ended(mail(ALICE, BOB));

    assertThat(event().word()).isEqualTo("DEFERRED");
    assertThat(event().facts()).containsEntry("bounce_category", "network");
    assertThat(String.valueOf(event().facts().get("response")))
        .matches("451 4\\.4\\.2 .* response: 554");
  }

  @Test
  void theReplyIsToldOfAMessageWithWishesForItsReports() throws Exception {
    MailImpl mail = mail(ALICE, BOB);
    mail.setDsnParameters(
        DsnParameters.builder()
            .envId(DsnParameters.EnvId.of("env1"))
            .addRcptParameter(
                mail.getRecipients().iterator().next(),
                DsnParameters.RecipientDsnParameters.of(EnumSet.of(DsnParameters.Notify.FAILURE)))
            .build()
            .orElseThrow());

    ended(mail);

    assertThat(sink.received()).hasSize(1);
    assertThat(event().word()).isEqualTo("ACCEPTED");
    assertThat(event().facts()).containsEntry("response", "250 2.0.0 OK");
  }

  @Test
  void aHostThatDoesNotAnswerIsNamed() throws Exception {
    sink.close();

    ended(mail(ALICE, BOB));

    assertThat(event().word()).isEqualTo("DEFERRED");
    assertThat(event().facts())
        .containsEntry("bounce_category", "network")
        .containsEntry("mx", "mx.example.net");
  }

  @Test
  void aDomainWithoutHostsIsToldWithoutOne() throws Exception {
    ended(mail(ALICE, "bob@nowhere.example"));

    assertThat(event().word()).isEqualTo("REJECTED");
    assertThat(event().facts())
        .containsEntry("bounce_category", "dns")
        .doesNotContainKeys("mx", "mx_host", "delivery_protocol");
    assertThat(String.valueOf(event().facts().get("response"))).startsWith("550 5.1.2 ");
  }

  @Test
  void aDomainThatDnsDoesNotAnswerForWaits() throws Exception {
    ended(mail(ALICE, "bob@silent.example"));

    assertThat(event().word()).isEqualTo("DEFERRED");
    assertThat(event().facts()).containsEntry("bounce_category", "dns");
    assertThat(String.valueOf(event().facts().get("response"))).startsWith("451 4.4.3 ");
    assertThat(queue.queued).hasSize(1);
  }

  @Test
  void anErrorOfOursBouncesNothing() throws Exception {
    ended(mail(ALICE, "bob@broken.example"));

    assertThat(event().word()).isEqualTo("DEFERRED");
    assertThat(String.valueOf(event().facts().get("response"))).contains("told to break");
    assertThat(queue.queued).hasSize(1);
    assertThat(context.getSentMails()).isEmpty();
  }

  @Test
  void whoIsSuppressedIsNotAsked() throws Exception {
    new SuppressionAdministration(mongo.database(), Clock.systemUTC())
        .addAddress("BOB@example.net");

    assertThat(ended(mail(ALICE, BOB))).containsExactly(SUCCESS);

    assertThat(sink.connections()).isZero();
    assertThat(event().word()).isEqualTo("DROP");
    assertThat(event().queueId()).isEqualTo(ID + ".00a");
    assertThat(event().facts())
        .containsEntry("zone", "james:outgoing")
        .containsEntry("response", "Recipient was found from suppression list");
    assertThat(queue.queued).isEmpty();
    assertThat(context.getSentMails()).isEmpty();
  }

  @Test
  void aMailWaitsWithoutAnAttemptWhileTheListCannotBeRead() throws Exception {
    UnreachableMongo away = new UnreachableMongo();
    ends.add(away);
    told.close();
    told = ToldEvents.on(mongo.database(), away.database());
    MailImpl mail = mail(ALICE, BOB);

    assertThat(ended(mail)).containsExactly(SUCCESS);

    assertThat(sink.connections()).isZero();
    assertThat(event().word()).isEqualTo("DEFERRED");
    assertThat(queue.queued).extracting(q -> q.delay()).containsExactly(Duration.ofMinutes(5));
    assertThat(DeliveryRetriesHelper.retrieveRetries(mail)).isZero();
  }

  @Test
  void aMailStaysInTheQueueWhenItCannotBeQueuedAgain() throws Exception {
    replies.put(SmtpStage.RCPT, new SmtpReply(451, "4.7.1 later"));
    queue.failAt = 1;

    assertThat(ended(mail(ALICE, BOB))).containsExactly(RETRY);
  }

  @Test
  void severalRecipientsBecomeAMailEach() throws Exception {
    assertThat(ended(mail(ALICE, "a@example.net", "b@example.net"))).containsExactly(SUCCESS);

    assertThat(queue.queued)
        .extracting(RecordingQueue.Queued::recipients)
        .containsExactly(List.of("a@example.net"), List.of("b@example.net"));
    assertThat(sink.connections()).isZero();
  }

  @Test
  void aMailOfSomebodyElseIsToldByItsName() throws Exception {
    MailImpl mail = TestMails.mail(ALICE, MESSAGE, BOB);
    mail.setName("Mail1700000000-to-example.net");

    ended(mail);

    assertThat(event().queueId()).isEqualTo("Mail1700000000-to-example.net.001");
  }

  @Test
  void addressesAreToldAsTheyAre() throws Exception {
    MailImpl mail = mail("", "x@example.net");
    mail.setSender(Envelope.heldFor("j\u00fcrgen@example.com"));
    mail.setRecipients(List.of(Envelope.heldFor("\u00f5\u00e4@example.net")));

    ended(mail);

    assertThat(event().word()).isEqualTo("ACCEPTED");
    assertThat(event().facts())
        .containsEntry("from", "j\u00fcrgen@example.com")
        .containsEntry("to", "\u00f5\u00e4@example.net");
  }

  /** A Mail as {@link DeliverByRemoteDelivery} queues the tenth recipient of a user's message. */
  private static MailImpl mail(String sender, String... recipients) throws Exception {
    MailImpl mail = TestMails.mail(sender, MESSAGE, recipients);
    mail.setName("Mail17-!4.00a-to-some.abc");
    new Submission(ID, "6b04e1abaafc05b6d1944c28", "alice", "alice").writeTo(mail);
    return mail;
  }

  private List<CompletionStatus> ended(MailImpl mail) throws Exception {
    RecordedItem item = new RecordedItem(mail);
    queue.items.add(item);
    DeliverByRemoteDelivery mailet =
        new DeliverByRemoteDelivery(
            new GivenDns(this::mailExchangers).service(),
            GivenDns.defaultDomain(),
            queue,
            new RecordingMetricFactory(),
            new Settings(mongo.database(), Clock.systemUTC(), Duration.ofHours(1)),
            told.events);
    mailet.init(parameters.mailetContext(context).build());
    try {
      await().until(() -> !item.ends().isEmpty());
    } finally {
      mailet.destroy();
    }
    return item.ends();
  }

  private List<String> mailExchangers(String domain) {
    return switch (domain) {
      case "nowhere.example" -> List.of();
      case "broken.example" -> throw new IllegalStateException("told to break");
      default -> List.of("mx.example.net:" + sink.port());
    };
  }

  private Event event() {
    assertThat(told.told()).hasSize(1);
    return told.told().get(0);
  }
}
