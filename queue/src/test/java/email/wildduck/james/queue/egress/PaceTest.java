package email.wildduck.james.queue.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final Pace pace = new Pace();

  @Test
  void nothingIsQuickBeforeItHasShownThatItIs() {
    assertThat(pace.isQuick()).isFalse();
  }

  @Test
  void workThatTakesMillisecondsIsQuickAndWorkThatTakesSecondsIsNot() {
    took(20, 15);
    assertThat(pace.isQuick()).isTrue();
    took(1, 1_000);
    assertThat(pace.isQuick()).isTrue();
    took(10, 1_000);
    assertThat(pace.isQuick()).isFalse();
    took(60, 15);
    assertThat(pace.isQuick()).isTrue();
  }

  private void took(int times, long ms) {
    for (int i = 0; i < times; i++) {
      pace.took(TimeUnit.MILLISECONDS.toNanos(ms));
    }
  }
}
