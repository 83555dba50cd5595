package email.wildduck.james.queue.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class UnseenTest {
  private static final Set<String> BUSY = Set.of("Busy.example");

  private final Unseen unseen = new Unseen();

  @Test
  void atFirstEverythingIsWorthALook() {
    assertThat(unseen.isWorthALook()).isTrue();
    assertThat(unseen.isWorthALookFor(BUSY)).isTrue();
    assertThat(unseen.isWorthALookWithout(BUSY)).isTrue();
  }

  @Test
  void afterALookThatFoundAllOnlyTheDomainsThatWereLeftOutAreWorthOne() {
    unseen.nothingMore(unseen.mark(), BUSY);
    assertThat(unseen.isWorthALook()).isTrue();
    assertThat(unseen.isLeftOut("BUSY.example")).isTrue();
    assertThat(unseen.isWorthALookFor(Set.of("busy.example"))).isTrue();
    assertThat(unseen.isWorthALookFor(Set.of("d.example"))).isFalse();
    assertThat(unseen.isWorthALookWithout(BUSY)).isFalse();
    assertThat(unseen.isWorthALookWithout(Set.of())).isTrue();
  }

  @Test
  void aLookForTheDomainThatWasLeftOutEndsIt() {
    unseen.nothingMore(unseen.mark(), BUSY);
    unseen.nothingMoreFor(unseen.mark(), BUSY);
    assertThat(unseen.isWorthALook()).isFalse();
    assertThat(unseen.isLeftOut("busy.example")).isFalse();
  }

  @Test
  void aDomainThatWasLookedAtIsNotWorthAnotherWhenItIsLeftOutLater() {
    unseen.nothingMore(unseen.mark(), Set.of());
    unseen.nothingMore(unseen.mark(), BUSY);
    assertThat(unseen.isWorthALook()).isFalse();
  }

  @Test
  void aDomainThatIsEmptyIsNotWorthALookInABacklogEither() {
    unseen.nothingMoreFor(unseen.mark(), BUSY);
    assertThat(unseen.isWorthALookFor(BUSY)).isFalse();
    assertThat(unseen.isWorthALookFor(Set.of("d.example"))).isTrue();
    unseen.nothingMore(unseen.mark(), BUSY);
    assertThat(unseen.isWorthALook()).isFalse();
  }

  @Test
  void whatIsSignalledDuringALookIsStillUnseen() {
    long mark = unseen.mark();
    unseen.mayBeAnything();
    unseen.nothingMore(mark, Set.of());
    unseen.nothingMoreFor(mark, BUSY);
    assertThat(unseen.isWorthALookWithout(BUSY)).isTrue();
    assertThat(unseen.isWorthALookFor(BUSY)).isTrue();
  }
}
