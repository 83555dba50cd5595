package email.wildduck.james.mailets.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.UnreachableMongo;
import email.wildduck.james.core.audit.AuditDeliveries;
import email.wildduck.james.core.audit.AuditStatuses;
import email.wildduck.james.core.event.Event;
import email.wildduck.james.core.event.RecordedEvents;
import email.wildduck.james.delivery.suppress.RecentSuppressions;
import email.wildduck.james.delivery.suppress.SuppressionAdministration;
import email.wildduck.james.queue.egress.DeliveryGroup;
import email.wildduck.james.queue.egress.DeliveryWork;
import email.wildduck.james.queue.egress.Outcome;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.Lease;
import email.wildduck.james.queue.zone.QueuedDelivery;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told of work that makes no attempt, and what is done without work. */
class ObservedWorkTest {
  private final TestMongo mongo = TestMongo.start();
  private final RecordedEvents events = new RecordedEvents();
  private final AuditStatuses audits =
      new AuditStatuses(
          new AuditDeliveries(mongo.database(), mongo.database()), Duration.ofDays(1));
  private final TakenDelivery delivery = taken();

  @AfterEach
  void close() {
    audits.close();
    mongo.close();
  }

  @Test
  void outcomesOfAttemptsWereToldAlready() {
    deliver(() -> Outcome.delivered("mx", "250 ok"));
    deliver(() -> Outcome.deferred("mx", "450 later", Instant.EPOCH));
    deliver(() -> Outcome.bounced("mx", "550 no"));

    assertThat(events.told()).isEmpty();
  }

  @Test
  void outcomesWithoutAnAttemptAreTold() {
    deliver(() -> Outcome.deferred("the message cannot be read"));
    deliver(() -> Outcome.setAside("broken"));
    deliver(() -> Outcome.dropped("unwanted"));

    assertThat(events.told())
        .extracting(Event::word)
        .containsExactly("DEFERRED", "DEFERRED", "DROP");
    assertThat(events.told().get(0).queueId()).isEqualTo("1a20922255b000ab2b.001");
    assertThat(events.told().get(0).facts())
        .containsEntry("zone", "default")
        .containsEntry("to", "bob@example.net")
        .containsEntry("bounce_count", 3L)
        .containsEntry("response", "the message cannot be read");
    assertThat(events.told().get(2).facts())
        .containsEntry("zone", "default")
        .containsEntry("response", "unwanted");
  }

  @Test
  void unexpectedErrorIsToldAndGoesOn() {
    assertThatThrownBy(
            () ->
                deliver(
                    () -> {
                      throw new IllegalStateException("odd");
                    }))
        .hasMessage("odd");

    assertThat(events.told()).extracting(Event::word).containsExactly("DEFERRED");
  }

  @Test
  void whatIsGivenUpWithoutAnAttemptIsTold() {
    new DeliveryEvents(events, audits, Clock.systemUTC())
        .givenUp(DeliveryGroup.of(delivery), "too old");

    assertThat(events.told()).extracting(Event::word).containsExactly("REJECTED");
    assertThat(events.told().get(0).facts()).containsEntry("response", "too old");
  }

  private static SuppressionRule rule(MongoDatabase suppressions) {
    return new SuppressionRule(new RecentSuppressions(suppressions, 10, System::nanoTime));
  }

  @Test
  void whoIsSuppressedCausesNoWork() {
    new SuppressionAdministration(mongo.database(), Clock.systemUTC())
        .addAddress("BOB@example.net");
    DeliveryWork unsuppressed =
        new UnsuppressedWork(
            work(
                () -> {
                  throw new AssertionError("worked");
                }),
            rule(mongo.database()));

    assertThat(unsuppressed.deliver(DeliveryGroup.of(delivery)).get(delivery).kind())
        .isEqualTo(Outcome.Kind.DROPPED);
  }

  @Test
  void deliveryWaitsWhenTheListCannotBeRead() {
    try (UnreachableMongo away = new UnreachableMongo()) {
      DeliveryWork unsuppressed =
          new UnsuppressedWork(
              work(() -> Outcome.delivered("mx", "250 ok")), rule(away.database()));

      assertThat(unsuppressed.deliver(DeliveryGroup.of(delivery)).get(delivery).kind())
          .isEqualTo(Outcome.Kind.POSTPONED);
    }
  }

  private void deliver(Supplier<Outcome> outcome) {
    Map<TakenDelivery, Outcome> unused =
        observed(work(outcome)).deliver(DeliveryGroup.of(delivery));
  }

  private DeliveryWork observed(DeliveryWork work) {
    return new ObservedWork(work, new DeliveryEvents(events, audits, Clock.systemUTC()));
  }

  private static DeliveryWork work(Supplier<Outcome> outcome) {
    return group -> group.all(outcome.get());
  }

  private static TakenDelivery taken() {
    try {
      Document document =
          new Document("_id", new ObjectId())
              .append("id", "1a20922255b000ab2b")
              .append("seq", "001")
              .append("sendingZone", "default")
              .append("recipient", "bob@example.net")
              .append("domain", "example.net")
              .append("queued", Date.from(Instant.EPOCH))
              .append("_deferred", deferred());
      return TakenDelivery.of(Lease.of("default", "token", document), QueuedDelivery.of(document));
    } catch (BrokenEntryException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Document deferred() {
    return new Document("first", 1L).append("last", 2L).append("next", 3L).append("count", 2);
  }
}
