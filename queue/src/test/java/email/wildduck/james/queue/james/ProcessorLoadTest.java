package email.wildduck.james.queue.james;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessorLoadTest {
  private final AtomicLong time = new AtomicLong(Long.MAX_VALUE);

  @ParameterizedTest
  @CsvSource({"1.0, true", "0.85, true", "0.84, false", "0.0, false", "-1.0, false", "NaN, false"})
  void processorsAreFullyUsedFromSomeLoadOn(double load, boolean full) {
    assertThat(new ProcessorLoad(() -> load, time::get).isFull()).isEqualTo(full);
  }

  @Test
  void loadIsLookedAtTenTimesASecond() {
    AtomicInteger looks = new AtomicInteger();
    ProcessorLoad load = new ProcessorLoad(() -> looks.incrementAndGet() == 1 ? 1 : 0, time::get);
    assertThat(load.isFull()).isTrue();
    time.addAndGet(TimeUnit.MILLISECONDS.toNanos(99));
    assertThat(load.isFull()).isTrue();
    time.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
    assertThat(load.isFull()).isFalse();
    assertThat(looks).hasValue(2);
  }

  @Test
  void thisMachineTellsItsLoad() {
    ProcessorLoad load = ProcessorLoad.ofThisMachine();
    assertThat(load.isFull()).isIn(true, false);
  }
}
