package email.wildduck.james.queue.james;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.queue.MutableClock;
import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.QueueNode;
import email.wildduck.james.queue.egress.DeliveryGroup;
import email.wildduck.james.queue.egress.DeliveryWatch;
import email.wildduck.james.queue.egress.Ending;
import email.wildduck.james.queue.egress.FailureObserver;
import email.wildduck.james.queue.egress.Gathering;
import email.wildduck.james.queue.egress.WorkGate;
import email.wildduck.james.queue.route.DeliveryTarget;
import email.wildduck.james.queue.store.FailingDatabase;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.NewMessage;
import email.wildduck.james.queue.zone.TakeRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.mail.MessagingException;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EgressPipelineTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final String ZONE = "default";

  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  private final MutableClock clock = new MutableClock(START);
  private final List<String> served = new ArrayList<>();
  private EgressPipeline.Processors processor = mail -> served.add(mail.getName());
  private FailingDatabase database;
  private QueueNode node;
  private Gathering gathering;
  private Ending ending;

  @BeforeEach
  void start() throws Exception {
    QueueNode sender = new QueueNode(mongo.database(), clock, "0002");
    sender.store.add(
        NewMessage.of(QueueNode.message("x"), "s@example.com", List.of("a@d.example")),
        NewDelivery.to(ZONE, "a@d.example", START, DeliveryTarget.mxOfDomain()));
    database = new FailingDatabase(mongo.database());
    node = new QueueNode(database.database(), clock, "0001");
    gathering =
        Gathering.start(node.reporting, node.warning, node.failures, QueueNode.GATHER, clock);
    ending =
        new Ending(
            node.sending,
            new EgressPipeline(
                node.sending, mail -> processor.service(mail), name -> name.equals("egress")),
            WorkGate.open(),
            DeliveryWatch.none(),
            gathering,
            FailureObserver.none(),
            clock);
  }

  @AfterEach
  void stop() {
    gathering.close();
  }

  @Test
  void aMessageThatTheDatabaseDoesNotGiveIsPostponedForTenSecondsAndNoAttemptIsCounted() {
    DeliveryGroup taken = take();
    database.fail("mail.files.find");

    ending.workOn(taken);

    assertThat(served).isEmpty();
    Document left = mongo.deliveries().find().first();
    assertThat(left.getDate("queued")).isEqualTo(Date.from(START.plusSeconds(10)));
    assertThat(left.getBoolean("locked")).isFalse();
    assertThat(left.get("_deferred")).isNull();
  }

  @Test
  void aDeliveryWaitsTwiceAsLongEachTimeThatAStoreIsAwayAndFiveMinutesAtMost() {
    processor =
        mail -> {
          throw new MessagingException("not signed", new TemporaryFailureException("no answer"));
        };
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      ending.workOn(take());
      Document left = mongo.deliveries().find().first();
      assertThat(left.get("_deferred")).isNull();
      Instant next = left.getDate("queued").toInstant();
      waits.add(Duration.between(clock.instant(), next).toSeconds());
      clock.advance(Duration.between(clock.instant(), next));
    }
    assertThat(waits).containsExactly(10L, 20L, 40L, 80L, 160L, 300L, 300L);
  }

  @Test
  void aWaitForAnotherReasonIsNotDoubled() {
    node.sending.postpone(take().first(), "a rate is reached", clock.instant().plusSeconds(60));
    clock.advance(Duration.ofSeconds(60));
    DeliveryGroup taken = take();
    database.fail("mail.files.find");

    ending.workOn(taken);

    assertThat(mongo.deliveries().find().first().getDate("queued"))
        .isEqualTo(Date.from(START.plusSeconds(70)));
  }

  @Test
  void anotherErrorOfAProcessorDefersTheDelivery() {
    processor =
        mail -> {
          throw new MessagingException(
              "key broken", new SmtpException(SmtpReply.temporaryFailure(), "no secret"));
        };

    ending.workOn(take());

    Document left = mongo.deliveries().find().first();
    assertThat(left.getDate("queued")).isEqualTo(Date.from(START.plus(Duration.ofMinutes(5))));
    assertThat(left.getEmbedded(List.of("_deferred", "count"), Integer.class)).isEqualTo(1);
  }

  @Test
  void aMessageThatIsNotThereIsSetAside() {
    DeliveryGroup taken = take();
    mongo.files().deleteMany(new Document());

    ending.workOn(taken);

    assertThat(served).isEmpty();
    assertThat(mongo.deliveries().countDocuments(new Document("setAside.reason", exists())))
        .isEqualTo(1);
  }

  @Test
  void aRecipientThatNoStepOfTheProcessorTouchesIsDeferred() {
    ending.workOn(take());

    assertThat(served).hasSize(1);
    Document left = mongo.deliveries().find().first();
    assertThat(left.getDate("queued")).isEqualTo(Date.from(START.plus(Duration.ofMinutes(5))));
    assertThat(left.getEmbedded(List.of("_deferred", "count"), Integer.class)).isEqualTo(1);
  }

  private static Document exists() {
    return new Document("$exists", true);
  }

  private DeliveryGroup take() {
    return DeliveryGroup.of(node.sending.take(TakeRequest.of(ZONE, 1)).get(0));
  }
}
