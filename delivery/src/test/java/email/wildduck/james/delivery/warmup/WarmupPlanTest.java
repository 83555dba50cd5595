package email.wildduck.james.delivery.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WarmupPlanTest {
  private static final LocalDate START = LocalDate.of(2030, 2, 27);
  private static final WarmupPlan PLAN =
      new WarmupPlan(START, List.of(10L, 20L, 40L), Map.of("google.com", List.of(5L)));

  @Test
  void nothingIsSentBeforeTheFirstDay() {
    assertThat(PLAN.volume(START.minusDays(1), "")).isEqualTo(OptionalLong.of(0));
    assertThat(PLAN.dayOf(START.minusDays(1))).isZero();
  }

  @Test
  void eachDayHasItsVolume() {
    assertThat(PLAN.volume(START, "")).isEqualTo(OptionalLong.of(10));
    assertThat(PLAN.volume(START.plusDays(2), "")).isEqualTo(OptionalLong.of(40));
    assertThat(PLAN.dayOf(LocalDate.of(2030, 3, 1))).isEqualTo(3);
  }

  @Test
  void afterTheLastDayThereIsNoLimit() {
    assertThat(PLAN.volume(START.plusDays(3), "")).isEmpty();
    assertThat(PLAN.volume(START.plusDays(1), "google.com")).isEmpty();
  }

  @Test
  void siteWithoutVolumesOfItsOwnIsOneOfAllOthers() {
    assertThat(PLAN.groupOf("google.com")).isEqualTo("google.com");
    assertThat(PLAN.groupOf("example.com")).isEmpty();
    assertThat(PLAN.groups()).containsExactly("", "google.com");
  }
}
