package email.wildduck.james.queue.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import email.wildduck.james.queue.zone.TakeRequest;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Recipients of one message at one domain. */
class ZoneGroupsTest extends ZoneConsumerFixture {
  @Test
  void recipientsOfAMessageAtOneDomainAreWorkedOnTogetherWhateverHasBeenTakenOfThem()
      throws IOException {
    List<String> recipients = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      recipients.add("r" + i + "@d" + i % 2 + ".example");
    }
    List<Integer> sizes = new CopyOnWriteArrayList<>();
    add(recipients);
    start(
        node,
        limits(1, 2),
        group -> {
          sizes.add(group.size());
          group.deliveries().forEach(this::finished);
          return group.all(Outcome.delivered("mx", "250 OK"));
        });

    await().untilAsserted(() -> assertThat(mongo.deliveries().countDocuments()).isZero());
    await().untilAsserted(() -> assertThat(mongo.files().countDocuments()).isZero());
    // some may have been taken while others of them began
    assertThat(sizes).hasSizeLessThan(6);
    assertThat(done).hasSize(12).doesNotHaveDuplicates();
  }

  @Test
  void whatElseOfAMessageIsDueForADomainIsTakenWithIt() throws IOException {
    add(List.of("a@d.example", "b@other.example", "c@d.example", "d@D.example", "e@d.example"));
    List<TakenDelivery> taken =
        node.sending.take(TakeRequest.of(ZONE, 1).onlyFor(Set.of("d.example")));

    DeliveryGroup whole = new Companions(node.sending).complete(DeliveryGroup.of(taken.get(0)));

    assertThat(whole.deliveries())
        .extracting(delivery -> delivery.delivery().recipient())
        .containsExactlyInAnyOrder("a@d.example", "c@d.example", "e@d.example");
    assertThat(mongo.deliveries().countDocuments(new Document("locked", true))).isEqualTo(3);
  }

  @Test
  void eachRecipientOfAGroupHasAnOutcomeOfItsOwn() throws IOException {
    add(List.of("a@d.example", "later@d.example", "c@d.example"));
    consume(
        node,
        limits(1, 1),
        delivery ->
            delivery.delivery().recipient().startsWith("later")
                ? Outcome.deferred("mx", "451 later", clock.instant().plus(GRACE))
                : finished(delivery));

    await().untilAsserted(() -> assertThat(mongo.deliveries().countDocuments()).isEqualTo(1));
    await()
        .untilAsserted(
            () ->
                assertThat(mongo.deliveries().find().first())
                    .containsEntry("recipient", "later@d.example")
                    .containsEntry("locked", false));
    assertThat(mongo.files().countDocuments()).isEqualTo(1);
  }
}
