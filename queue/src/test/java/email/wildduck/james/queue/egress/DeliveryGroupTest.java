package email.wildduck.james.queue.egress;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.Lease;
import email.wildduck.james.queue.zone.QueuedDelivery;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

class DeliveryGroupTest {
  private static final String ONE = "1a20aad443c000541b";
  private static final String OTHER = "1a20aad443c001541b";

  @Test
  void recipientsOfOneMessageAtOneDomainGoTogetherHoweverTheDomainIsSpelled() {
    assertThat(
            formed(
                delivery(ONE, "a@D.example"),
                delivery(ONE, "a@other.example"),
                delivery(ONE, "b@d.example")))
        .containsExactly("a@D.example b@d.example", "a@other.example");
  }

  @Test
  void messagesDoNotGoTogether() {
    assertThat(formed(delivery(ONE, "a@d.example"), delivery(OTHER, "b@d.example"))).hasSize(2);
  }

  @Test
  void deliveriesWithAnotherTargetGoByThemselves() {
    Document relayed =
        delivery(ONE, "b@d.example")
            .append("mx", List.of(new Document("priority", 0).append("exchange", "relay.example")));
    assertThat(formed(delivery(ONE, "a@d.example"), relayed)).hasSize(2);
  }

  @Test
  void whatAnAdministratorWantsToBounceGoesByItself() {
    Document bounced =
        delivery(ONE, "b@d.example").append("bounceRequest", new Document("reason", "unwanted"));
    assertThat(formed(delivery(ONE, "a@d.example"), bounced)).hasSize(2);
  }

  @Test
  void aRecipientThatIsThereTwiceIsTwoTransactions() {
    assertThat(
            formed(
                delivery(ONE, "a@d.example"),
                delivery(ONE, "b@d.example"),
                delivery(ONE, "A@d.example")))
        .containsExactlyInAnyOrder("a@d.example b@d.example", "A@d.example");
  }

  @Test
  void noMoreGoTogetherThanEveryServerTakes() {
    List<Document> many = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      many.add(delivery(ONE, "r" + i + "@d.example"));
    }
    assertThat(DeliveryGroup.formedOf(taken(many)))
        .extracting(DeliveryGroup::size)
        .containsExactlyInAnyOrder(100, 100, 50);
  }

  @Test
  void forReportsEverythingOfAMessageGoesTogether() {
    assertThat(
            DeliveryGroup.ofMessages(
                taken(
                    List.of(
                        delivery(ONE, "a@d.example"),
                        delivery(OTHER, "c@d.example"),
                        delivery(ONE, "b@other.example")))))
        .extracting(DeliveryGroup::size)
        .containsExactly(2, 1);
  }

  @Test
  void whatWaitsForADomainGoesWithWhatBegins() {
    Places places = new Places(new ZoneLimits("default", 5, 3, Map.of()));
    List<DeliveryGroup> waiting = new ArrayList<>();
    for (Document document :
        List.of(delivery(ONE, "b@D.example"), delivery(OTHER, "c@d.example"))) {
      DeliveryGroup group = DeliveryGroup.formedOf(taken(List.of(document))).get(0);
      assertThat(places.mayWait(group)).isTrue();
      waiting.add(group);
    }
    DeliveryGroup begun =
        DeliveryGroup.formedOf(taken(List.of(delivery(ONE, "a@d.example")))).get(0);

    assertThat(places.companionsOf(begun)).containsExactly(waiting.get(0));
    assertThat(places.companionsOf(begun)).isEmpty();
    assertThat(places.leave(group -> true)).containsExactly(waiting.get(1));
  }

  @Test
  void aPlaceGoesToWhoeverHasWaitedForOneTheLongest() {
    Places places = new Places(new ZoneLimits("default", 2, 1, Map.of("slow.example", 2)));
    assertThat(places.wanted()).isEqualTo(4);
    assertThat(places.hasPlace("slow.example")).isTrue();
    assertThat(places.hasPlace("slow.example")).isTrue();
    List<DeliveryGroup> waiting = new ArrayList<>();
    for (String domain : List.of("zz.example", "aa.example", "slow.example")) {
      DeliveryGroup group =
          DeliveryGroup.formedOf(taken(List.of(delivery(ONE, "a@" + domain)))).get(0);
      assertThat(places.mayWait(group)).isTrue();
      waiting.add(group);
    }
    assertThat(places.wanted()).isZero();

    assertThat(places.end("slow.example")).contains(waiting.get(0));
    assertThat(places.end("slow.example")).contains(waiting.get(1));
    assertThat(places.end("zz.example")).contains(waiting.get(2));
    assertThat(places.end("aa.example")).isEmpty();
    assertThat(places.end("slow.example")).isEmpty();
    assertThat(places.wanted()).isEqualTo(4);
  }

  private static List<String> formed(Document... documents) {
    return DeliveryGroup.formedOf(taken(List.of(documents))).stream()
        .map(
            group ->
                group.deliveries().stream()
                    .map(taken -> taken.delivery().recipient())
                    .collect(Collectors.joining(" ")))
        .collect(Collectors.toList());
  }

  private static List<TakenDelivery> taken(List<Document> documents) {
    return documents.stream()
        .map(
            document -> {
              try {
                return TakenDelivery.of(
                    Lease.of("default", "token", document), QueuedDelivery.of(document));
              } catch (BrokenEntryException e) {
                throw new AssertionError(e);
              }
            })
        .collect(Collectors.toList());
  }

  private static Document delivery(String id, String recipient) {
    return new Document("_id", new ObjectId())
        .append("id", id)
        .append("recipient", recipient)
        .append("domain", recipient.substring(recipient.indexOf('@') + 1))
        .append("queued", Date.from(Instant.EPOCH));
  }
}
