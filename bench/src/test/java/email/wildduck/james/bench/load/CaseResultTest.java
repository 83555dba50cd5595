package email.wildduck.james.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaseResultTest {
  @Test
  void eachFigureOfSeveralRoundsIsTheMedianOfItsOwn() {
    assertThat(
            CaseResult.median(
                List.of(result(3, 10, 7, 1), result(1, 30, 9, 3), result(2, 20, 8, 2))))
        .isEqualTo(result(2, 20, 8, 2));
  }

  @Test
  void ofTwoRoundsTheLowerFigureCounts() {
    assertThat(CaseResult.median(List.of(result(3, 10, 7, 1), result(1, 30, 9, 3))))
        .isEqualTo(result(1, 10, 7, 1));
  }

  private static CaseResult result(double accepted, double delivered, int slow, double cpu) {
    return new CaseResult(
        LoadCase.TINY,
        accepted,
        delivered,
        Duration.ofMillis(slow / 2),
        Duration.ofMillis(slow),
        cpu,
        cpu / 2);
  }
}
