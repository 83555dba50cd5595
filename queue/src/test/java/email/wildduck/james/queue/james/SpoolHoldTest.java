package email.wildduck.james.queue.james;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SpoolHoldTest {
  private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 1);
  private final AtomicBoolean full = new AtomicBoolean(true);
  private final AtomicBoolean behind = new AtomicBoolean();
  private final SpoolHold hold =
      new SpoolHold(Duration.ofSeconds(10), full::get, behind::get, time::get);

  @Test
  void nothingIsHeldBackForNobody() {
    assertThat(hold.isOn(hold.now())).isFalse();
  }

  @Test
  void mailIsHeldBackWhileAMessageIsAccepted() {
    hold.accepting();
    pass(9_999);
    assertThat(hold.isOn(time.get())).isTrue();
    assertThat(hold.isOnForDeliveries(time.get())).isFalse();
  }

  @Test
  void mailIsHeldBackUntilNobodySendsForATenthOfASecond() {
    hold.accepting();
    hold.accepted();
    pass(99);
    assertThat(hold.isOn(hold.now())).isTrue();
    hold.accepting();
    pass(500);
    hold.accepted();
    pass(99);
    assertThat(hold.isOn(hold.now())).isTrue();
    pass(1);
    assertThat(hold.isOn(hold.now())).isFalse();
  }

  @Test
  void mailIsHeldBackWhileDeliveriesAreBehind() {
    behind.set(true);
    assertThat(hold.isOn(hold.now())).isTrue();
    assertThat(hold.isOnForDeliveries(hold.now())).isTrue();
    behind.set(false);
    assertThat(hold.isOn(hold.now())).isFalse();
  }

  @Test
  void nothingIsHeldBackWhileProcessorsAreIdle() {
    hold.accepting();
    behind.set(true);
    full.set(false);
    assertThat(hold.isOn(hold.now())).isFalse();
  }

  @Test
  void noMailIsHeldBackForLongerThanTheLimit() {
    hold.accepting();
    long since = hold.now();
    pass(9_999);
    assertThat(hold.isOn(since)).isTrue();
    pass(1);
    assertThat(hold.isOn(since)).isFalse();
    assertThat(hold.isOn(hold.now())).isTrue();
  }

  @Test
  void onlyMailAtHandWaitsInMemoryBeyondWhatIsWanted() {
    assertThat(hold.places(3, true)).isGreaterThan(1_000);
    assertThat(hold.places(3, false)).isEqualTo(3);
    assertThat(hold.places(Long.MAX_VALUE, false)).isEqualTo(64);
  }

  @Test
  void withoutAHoldWhatIsNotWantedWaitsInTheDatabase() {
    SpoolHold none = SpoolHold.none();
    none.accepting();
    assertThat(none.isOn(none.now())).isFalse();
    assertThat(none.places(3, true)).isEqualTo(3);
    SpoolHold off = SpoolHold.upTo(Duration.ZERO, () -> true);
    off.accepting();
    assertThat(off.isOn(off.now())).isFalse();
    assertThat(off.places(0, true)).isZero();
  }

  @Test
  void theEarlierMomentIsTheOneBeforeTheOther() {
    assertThat(SpoolHold.earlier(OptionalLong.empty(), 7)).isEqualTo(7);
    assertThat(SpoolHold.earlier(OptionalLong.of(8), 7)).isEqualTo(7);
    assertThat(SpoolHold.earlier(OptionalLong.of(Long.MAX_VALUE), Long.MIN_VALUE))
        .isEqualTo(Long.MAX_VALUE);
  }

  private void pass(long ms) {
    time.addAndGet(TimeUnit.MILLISECONDS.toNanos(ms));
  }
}
