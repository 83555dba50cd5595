package email.wildduck.james.queue.egress;

import static email.wildduck.james.queue.egress.TestDeliveries.ONE;
import static email.wildduck.james.queue.egress.TestDeliveries.OTHER;
import static email.wildduck.james.queue.egress.TestDeliveries.delivery;
import static email.wildduck.james.queue.egress.TestDeliveries.group;
import static email.wildduck.james.queue.egress.TestDeliveries.taken;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class PlacesTest {

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
    DeliveryGroup begun = group("a@d.example");

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
      DeliveryGroup group = group("a@" + domain);
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

  @Test
  void newDeliveriesWaitInTheRoomThatWasKeptForThem() {
    Places places = new Places(new ZoneLimits("default", 1, 1, Map.of()));
    assertThat(places.hasPlace("a.example")).isTrue();
    assertThat(places.hasRoom("B.example")).isTrue();
    DeliveryGroup first = group("a@b.example");

    places.enter(first);

    assertThat(places.next()).isEmpty();
    assertThat(places.waiting()).isEqualTo(1);
    assertThat(places.isBehind()).isTrue();
    assertThat(places.end("a.example")).contains(first);
    assertThat(places.isBehind()).isFalse();
  }

  @Test
  void newDeliveriesBeginWhenAPlaceHasBecomeFreeSinceRoomWasKept() {
    Places places = new Places(new ZoneLimits("default", 1, 1, Map.of()));
    assertThat(places.hasPlace("a.example")).isTrue();
    assertThat(places.hasRoom("b.example")).isTrue();
    assertThat(places.end("a.example")).isEmpty();

    DeliveryGroup late = group("a@b.example");
    places.enter(late);

    assertThat(places.next()).contains(late);
    assertThat(places.free()).isZero();
    assertThat(places.waiting()).isZero();
  }

  @Test
  void aPlaceThatBecameFreeBeforeADeliveryBeganToWaitIsGivenToIt() {
    Places places = new Places(new ZoneLimits("default", 1, 1, Map.of()));
    assertThat(places.hasPlace("a.example")).isTrue();
    assertThat(places.hasPlace("b.example")).isFalse();
    assertThat(places.end("a.example")).isEmpty();
    DeliveryGroup late = group("a@b.example");
    assertThat(places.mayWait(late)).isTrue();
    assertThat(places.next()).contains(late);
    assertThat(places.next()).isEmpty();
  }

  @Test
  void thereIsRoomForEightTimesTheConnectionsOfADomainAndOfTheZone() {
    Places places = new Places(new ZoneLimits("default", 3, 1, Map.of("wide.example", 30)));
    assertThat(rooms(places, "d.example")).isEqualTo(8);
    assertThat(rooms(places, "wide.example")).isEqualTo(16);
    assertThat(rooms(places, "other.example")).isZero();

    places.expectNoMore("wide.example");

    assertThat(rooms(places, "d.example")).isZero();
    assertThat(rooms(places, "other.example")).isEqualTo(1);
  }

  @Test
  void newDeliveriesThatWaitTakeNoRoomFromThoseThatWereTaken() {
    Places places = new Places(new ZoneLimits("default", 1, 1, Map.of()));
    assertThat(places.hasPlace("a.example")).isTrue();
    for (int i = 0; i < 3; i++) {
      assertThat(places.hasRoom("d.example")).isTrue();
      places.enter(group("new" + i + "@d.example"));
    }
    assertThat(places.mayWait(group("taken@d.example"))).isTrue();
    assertThat(places.mayWait(group("more@d.example"))).isFalse();
  }

  @Test
  void roomThatIsNotNeededIsNoMoreKnown() {
    Places places = new Places(new ZoneLimits("default", 1, 1, Map.of()));
    assertThat(places.hasRoom("d.example")).isTrue();
    assertThat(places.waiting()).isEqualTo(1);
    places.expectNoMore("d.example");
    assertThat(places.waiting()).isZero();
    assertThat(places.wanted()).isEqualTo(2);
  }

  private static int rooms(Places places, String domain) {
    int rooms = 0;
    while (places.hasRoom(domain)) {
      rooms++;
    }
    return rooms;
  }
}
