package email.wildduck.james.queue.egress;

import static email.wildduck.james.queue.egress.TestDeliveries.ONE;
import static email.wildduck.james.queue.egress.TestDeliveries.OTHER;
import static email.wildduck.james.queue.egress.TestDeliveries.delivery;
import static email.wildduck.james.queue.egress.TestDeliveries.taken;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class DeliveryGroupTest {
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

  private static List<String> formed(Document... documents) {
    return DeliveryGroup.formedOf(taken(List.of(documents))).stream()
        .map(
            group ->
                group.deliveries().stream()
                    .map(taken -> taken.delivery().recipient())
                    .collect(Collectors.joining(" ")))
        .collect(Collectors.toList());
  }
}
