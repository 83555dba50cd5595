package email.wildduck.james.mailets.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.MutableClock;
import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.settings.Settings;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.Reply;
import email.wildduck.james.delivery.attempt.Stage;
import email.wildduck.james.delivery.reply.ReplyClassifier;
import email.wildduck.james.delivery.reply.ReplyReading;
import email.wildduck.james.queue.egress.Outcome;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailedDeliveriesTest {
  private static final String BAD_PASSWORD = "535 5.7.8 Authentication failed";

  private final MutableClock clock = new MutableClock("2030-01-31T10:00:00Z");
  private final TestMongo mongo = TestMongo.start();

  @AfterEach
  void close() {
    mongo.close();
  }

  @ParameterizedTest
  @EnumSource(ReplyReading.class)
  void aRefusedLoginWaitsAsTheScheduleSays(ReplyReading reading) throws Exception {
    FailedDelivery failed = decisions(reading).decide(delivery(), refused(Stage.LOGIN));

    assertThat(failed.outcome().kind()).isEqualTo(Outcome.Kind.DEFERRED);
    assertThat(failed.outcome().reply()).isEqualTo(BAD_PASSWORD);
    assertThat(failed.outcome().next()).hasValue(clock.instant().plus(Duration.ofMinutes(5)));
    assertThat(failed.category()).isEqualTo("auth");
  }

  @ParameterizedTest
  @EnumSource(ReplyReading.class)
  void aLoginThatIsRefusedToTheEndExpires(ReplyReading reading) throws Exception {
    QueuedDelivery old =
        delivery(
            "_deferred",
            new Document("first", clock.instant().minus(Duration.ofDays(5)).toEpochMilli())
                .append("last", clock.instant().minus(Duration.ofHours(4)).toEpochMilli())
                .append("count", 30));

    FailedDelivery failed = decisions(reading).decide(old, refused(Stage.LOGIN));

    assertThat(failed.outcome().kind()).isEqualTo(Outcome.Kind.BOUNCED);
    assertThat(failed.outcome().reply()).isEqualTo(BAD_PASSWORD);
    assertThat(failed.outcome().failure().orElseThrow().isExpired()).isTrue();
    assertThat(failed.outcome().failure().orElseThrow().status()).hasValue("4.7.8");
  }

  @ParameterizedTest
  @EnumSource(ReplyReading.class)
  void theSameReplyToAnotherCommandIsFinal(ReplyReading reading) throws Exception {
    for (Stage stage : List.of(Stage.GREETING, Stage.HELLO, Stage.MAIL, Stage.FINAL)) {
      FailedDelivery failed = decisions(reading).decide(delivery(), refused(stage));

      assertThat(failed.outcome().kind()).isEqualTo(Outcome.Kind.BOUNCED);
      assertThat(failed.category()).isEqualTo("auth");
    }
  }

  private FailedDeliveries decisions(ReplyReading reading) {
    return new FailedDeliveries(
        new ReplyClassifier(reading),
        new Settings(mongo.database(), clock, Duration.ofHours(1)),
        Duration.ofDays(5),
        Optional.empty(),
        clock);
  }

  private static Failure refused(Stage stage) {
    return Failure.replied(stage, Reply.of(535, List.of("5.7.8 Authentication failed")));
  }

  private QueuedDelivery delivery(Object... field) throws Exception {
    Document document =
        new Document("id", "1a20922255b000ab2b")
            .append("seq", "001")
            .append("recipient", "bob@example.net")
            .append("domain", "example.net")
            .append("sendingZone", "default")
            .append("queued", Date.from(clock.instant()));
    for (int i = 0; i < field.length; i += 2) {
      document.append((String) field[i], field[i + 1]);
    }
    return QueuedDelivery.of(document);
  }
}
