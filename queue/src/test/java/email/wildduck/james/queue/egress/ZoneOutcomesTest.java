package email.wildduck.james.queue.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import email.wildduck.james.queue.QueueNode;
import email.wildduck.james.queue.zone.Delay;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** What becomes of a delivery after an attempt, or instead of one. */
class ZoneOutcomesTest extends ZoneConsumerFixture {
  @Test
  void workThatThrowsIsADeferral() throws IOException {
    add("r@d.example");
    consume(
        node,
        limits(1, 1),
        delivery -> {
          throw new IllegalStateException("broken step");
        });

    await()
        .untilAsserted(
            () -> {
              Document delivery = mongo.deliveries().find().first();
              assertThat(delivery.getBoolean("locked")).isFalse();
              assertThat(delivery.getEmbedded(List.of("_deferred", "response"), String.class))
                  .contains("broken step");
            });
  }

  @Test
  void aConfirmationTakesThePlaceOfWhatWasAccepted() throws IOException {
    add(List.of("a@one.example", "b@one.example"));
    start(
        node,
        limits(1, 1),
        group -> {
          Map<TakenDelivery, Outcome> outcomes = group.all(Outcome.delivered("mx", "250 OK"));
          outcomes.computeIfPresent(
              group.first(),
              (delivery, outcome) -> outcome.reportedBy(node.written(group.deliveries())));
          return outcomes;
        });

    await()
        .untilAsserted(
            () ->
                assertThat(mongo.deliveries().find())
                    .extracting(document -> document.getString("sendingZone"))
                    .containsExactly(QueueNode.REPORTS));
    assertThat(node.takeReports()).hasSize(1).first().asString().contains("a@one", "b@one");
    await().untilAsserted(() -> assertThat(mongo.files().countDocuments()).isZero());
  }

  @Test
  void theSenderIsToldOfALongDelayWithAllRecipientsThatWait() throws IOException {
    add(List.of("a@one.example", "b@two.example", "c@three.example"));
    Delay delay = Delay.until(clock.instant().plus(GRACE), "4.7.1");
    consume(
        node,
        limits(3, 3),
        delivery -> {
          Outcome later = Outcome.deferred("mx", "451 later", clock.instant().plusSeconds(600));
          return delivery.delivery().recipient().startsWith("c")
              ? finished(delivery)
              : later.withDelay(delay.asDue());
        });
    List<String> warnings = new ArrayList<>();

    await()
        .untilAsserted(
            () -> {
              warnings.addAll(node.takeReports());
              assertThat(warnings).isNotEmpty();
            });
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("a@one.example", "b@two.example")
        .doesNotContain("c@three.example");
  }

  @Test
  void anOutcomeIsWrittenAsWhatItIs() throws IOException {
    add("deferred@d.example");
    add("aside@d.example");
    add("dropped@d.example");
    add("bounced@d.example");
    consume(
        node,
        limits(4, 4),
        delivery -> {
          String recipient = delivery.delivery().recipient();
          finished(delivery);
          if (recipient.startsWith("deferred")) {
            return Outcome.deferred("mx[192.0.2.1]", "451 later", clock.instant().plus(GRACE));
          }
          return recipient.startsWith("aside")
              ? Outcome.setAside("unreadable")
              : recipient.startsWith("dropped")
                  ? Outcome.dropped("suppressed")
                  : Outcome.bounced("mx", "550 no");
        });

    await().untilAsserted(() -> assertThat(done).hasSize(4));
    await().untilAsserted(() -> assertThat(mongo.deliveries().countDocuments()).isEqualTo(3));
    assertThat(node.takeReports()).singleElement().asString().endsWith("/bounced@d.example");
    await()
        .untilAsserted(
            () ->
                assertThat(mongo.deliveries().find(new Document("recipient", "deferred@d.example")))
                    .first()
                    .satisfies(
                        document ->
                            assertThat(
                                    document.getEmbedded(
                                        List.of("_deferred", "response"), String.class))
                                .isEqualTo("451 later")));
    Document aside = mongo.deliveries().find(new Document("recipient", "aside@d.example")).first();
    assertThat(aside.getEmbedded(List.of("setAside", "reason"), String.class))
        .isEqualTo("unreadable");
  }

  @Test
  void whatMayNotBeginGoesBackBeforeItsMessageIsRead() throws IOException {
    add(List.of("a@shut.example", "b@shut.example", "c@open.example"));
    mongo.trips().next();
    gate =
        group ->
            group.domain().equals("shut.example")
                ? Optional.of(
                    Outcome.postponed("it is left alone", clock.instant().plusSeconds(60)))
                : Optional.empty();
    consume(node, limits(1, 1), delivered());

    await()
        .untilAsserted(
            () ->
                assertThat(
                        mongo
                            .deliveries()
                            .countDocuments(new Document("postponed.reason", "it is left alone")))
                    .isEqualTo(2));
    await().untilAsserted(() -> assertThat(done).hasSize(1));
    assertThat(mongo.trips().next().stream().filter("find mail.files"::equals)).hasSize(1);
    assertThat(mongo.deliveries().find())
        .allSatisfy(delivery -> assertThat(delivery).doesNotContainKey("_deferred"));
  }

  @Test
  void theWatchHearsOfWhatIsLeftAndOfWhatEnds() throws IOException {
    add(List.of("a@d.example", "later@d.example"));
    ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
    watch =
        new DeliveryWatch() {
          @Override
          public void left(TakenDelivery delivery, Instant until) {
            heard.add(delivery.delivery().recipient() + " until " + until);
          }

          @Override
          public void ending(Collection<TakenDelivery> deliveries) {
            deliveries.forEach(ended -> heard.add(ended.delivery().recipient()));
          }
        };
    Instant until = Instant.parse("2099-01-01T00:00:00Z");
    consume(
        node,
        limits(1, 1),
        delivery ->
            delivery.delivery().recipient().startsWith("later")
                ? Outcome.deferred("mx", "451 later", until)
                : finished(delivery));

    await()
        .untilAsserted(
            () ->
                assertThat(heard)
                    .containsExactlyInAnyOrder("a@d.example", "later@d.example until " + until));
  }

  @Test
  void aGateThatFailsLetsEverythingPass() throws IOException {
    add("r@d.example");
    gate =
        group -> {
          throw new IllegalStateException("broken gate");
        };
    consume(node, limits(1, 1), delivered());

    await().untilAsserted(() -> assertThat(done).hasSize(1));
  }

  @Test
  void anAdministratorsBounceIsSentInsteadOfAnAttempt() throws IOException {
    add("r@d.example");
    mongo
        .deliveries()
        .updateMany(
            new Document(),
            new Document(
                "$set", new Document("bounceRequest", new Document("reason", "not wanted"))));
    consume(node, limits(1, 1), delivered());

    await()
        .untilAsserted(
            () ->
                assertThat(node.takeReports()).singleElement().asString().endsWith("/r@d.example"));
    await().untilAsserted(() -> assertThat(mongo.deliveries().countDocuments()).isZero());
    await().untilAsserted(() -> assertThat(mongo.files().countDocuments()).isZero());
    assertThat(done).isEmpty();
  }

  @Test
  void recipientsThatFailInOneRoundAreInOneReportWhateverTheirDomains() throws IOException {
    CountDownLatch slowMayEnd = new CountDownLatch(1);
    add(List.of("a@one.example", "b@two.example", "ok@two.example", "slow@three.example"));
    consume(
        node,
        limits(4, 1),
        delivery -> {
          if (delivery.delivery().recipient().startsWith("slow")) {
            awaitQuietly(slowMayEnd);
          }
          finished(delivery);
          return delivery.delivery().recipient().startsWith("ok")
              ? Outcome.delivered("mx", "250 ok")
              : Outcome.bounced("mx", "550 no");
        });
    await().untilAsserted(() -> assertThat(done).hasSize(3));
    await().during(Duration.ofSeconds(1)).until(() -> node.takeReports().isEmpty());
    slowMayEnd.countDown();

    List<String> reports = new ArrayList<>();
    await()
        .until(
            () -> {
              reports.addAll(node.takeReports());
              return mongo.deliveries().countDocuments() == 0;
            });
    assertThat(reports)
        .singleElement()
        .asString()
        .contains("a@one.example", "b@two.example", "slow@three.example")
        .doesNotContain("ok@");
    await().untilAsserted(() -> assertThat(mongo.files().countDocuments()).isZero());
  }
}
