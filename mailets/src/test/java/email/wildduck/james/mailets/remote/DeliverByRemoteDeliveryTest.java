package email.wildduck.james.mailets.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.settings.Settings;
import email.wildduck.james.mailets.TestMails;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.server.core.MailImpl;
import org.apache.james.transport.mailets.remote.delivery.RemoteDeliveryConfiguration;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliverByRemoteDeliveryTest {
  private static final String MESSAGE =
      "subject :  Gr\u00fc\u00dfe\r\nFrom: alice@example.com\r\n\r\nHi \u00e9\r\n";
  private static final String[] FOUR = {
    "a@one.example", "b@one.example", "c@two.example", "d@one.example"
  };

  private final TestMongo mongo = TestMongo.start();
  private final RecordingQueue queue = new RecordingQueue();
  private final ToldEvents told = ToldEvents.on(mongo.database());
  private final DomainList domains = GivenDns.defaultDomain();
  private final DeliverByRemoteDelivery mailet =
      new DeliverByRemoteDelivery(
          new GivenDns(domain -> List.of()).service(),
          domains,
          queue,
          new RecordingMetricFactory(),
          new Settings(mongo.database(), Clock.systemUTC(), Duration.ofHours(1)),
          told.events);
  private final MailImpl mail;

  DeliverByRemoteDeliveryTest() throws Exception {
    mail = TestMails.mail("alice@example.com", MESSAGE, FOUR);
  }

  @AfterEach
  void close() {
    mailet.destroy();
    told.close();
    mongo.close();
  }

  @Test
  void eachRecipientIsQueuedByItselfWithTheSameBytes() throws Exception {
    mailet.init(FakeMailetConfig.builder().build());

    mailet.service(mail);

    assertThat(queue.queued)
        .extracting(RecordingQueue.Queued::recipients)
        .containsExactly(List.of(FOUR[0]), List.of(FOUR[1]), List.of(FOUR[2]), List.of(FOUR[3]));
    assertThat(queue.queued).allMatch(queued -> queued.text().equals(MESSAGE));
    assertThat(queue.queued.stream().map(RecordingQueue.Queued::name)).doesNotHaveDuplicates();
    assertThat(mail.getState()).isEqualTo(Mail.GHOST);
  }

  @Test
  void eachRecipientIsQueuedByItselfAlsoForAGateway() throws Exception {
    mailet.init(FakeMailetConfig.builder().setProperty("gateway", "relay.example").build());

    mailet.service(mail);

    assertThat(queue.queued).hasSize(4).allMatch(queued -> queued.recipients().size() == 1);
  }

  @Test
  void exactlyThoseWhoAreNotQueuedStayInTheMailWhenTheQueueFails() throws Exception {
    mailet.init(FakeMailetConfig.builder().build());
    queue.failAt = 3;

    assertThatThrownBy(() -> mailet.service(mail)).isInstanceOf(MessagingException.class);

    assertThat(queue.queued).hasSize(2);
    assertThat(mail.getRecipients())
        .extracting(MailAddress::asString)
        .containsExactly(FOUR[2], FOUR[3]);
    assertThat(mail.getName()).isEqualTo("19a1b2c3d4e00012f3");
    assertThat(mail.getState()).isEqualTo(Mail.DEFAULT);
  }

  @Test
  void aSecondAttemptQueuesTheOthersWhenTheQueueHadFailed() throws Exception {
    mailet.init(FakeMailetConfig.builder().build());
    queue.failAt = 3;
    assertThatThrownBy(() -> mailet.service(mail)).isInstanceOf(MessagingException.class);
    queue.failAt = -1;

    mailet.service(mail);

    assertThat(queue.queued.stream().flatMap(queued -> queued.recipients().stream()))
        .containsExactly(FOUR);
  }

  @Test
  void retriesFollowWildDucksSettingWhenNoParameterIsGiven() throws Exception {
    setDeferTimes("1m, 2h, 3h");
    mailet.init(FakeMailetConfig.builder().build());

    assertThat(used().getDelayTimes())
        .containsExactly(Duration.ofMinutes(1), Duration.ofHours(2), Duration.ofHours(3));
    assertThat(used().getMaxRetries()).isEqualTo(3);
  }

  @Test
  void retriesAreWildDucksDefaultsWhenNothingIsSet() throws Exception {
    mailet.init(FakeMailetConfig.builder().build());

    assertThat(used().getDelayTimes())
        .hasSize(17)
        .startsWith(Duration.ofMinutes(5))
        .endsWith(Duration.ofHours(4));
    assertThat(used().getMaxRetries()).isEqualTo(17);
  }

  @Test
  void retriesAreThoseOfJamesWhenTheMailetHasDelaysOfItsOwn() throws Exception {
    mailet.init(FakeMailetConfig.builder().setProperty("delayTime", "2 * 1 minute").build());

    assertThat(used().getDelayTimes()).hasSize(5).containsOnly(Duration.ofMinutes(1));
  }

  @Test
  void lastWaitIsRepeatedWhenTheMailetWantsMoreRetries() throws Exception {
    setDeferTimes("1m, 2h");
    mailet.init(FakeMailetConfig.builder().setProperty("maxRetries", "4").build());

    assertThat(used().getDelayTimes())
        .containsExactly(
            Duration.ofMinutes(1), Duration.ofHours(2), Duration.ofHours(2), Duration.ofHours(2));
  }

  @Test
  void scheduleIsCutShortWhenTheMailetWantsFewerRetries() throws Exception {
    mailet.init(FakeMailetConfig.builder().setProperty("maxRetries", "2").build());

    assertThat(used().getMaxRetries()).isEqualTo(2);
    assertThat(used().getDelayTimes())
        .containsExactly(Duration.ofMinutes(5), Duration.ofMinutes(7));
  }

  /** What RemoteDelivery makes of the parameters. */
  private RemoteDeliveryConfiguration used() {
    return new RemoteDeliveryConfiguration(mailet.getMailetConfig(), domains);
  }

  private void setDeferTimes(String times) {
    mongo
        .database()
        .getCollection("settings")
        .insertOne(
            new Document("key", "const:sender:defer_times").append("value", '"' + times + '"'));
  }
}
