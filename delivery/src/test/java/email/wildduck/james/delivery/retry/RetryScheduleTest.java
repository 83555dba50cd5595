package email.wildduck.james.delivery.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.Vectors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class RetryScheduleTest {

  @TestFactory
  Stream<DynamicTest> theScheduleIsReadAsWildDuckReadsIt() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode example : Vectors.file("sending.json").get("deferTimes")) {
      String setting = example.get("setting").asText();
      tests.add(
          dynamicTest(
              setting, () -> assertThat(millis(schedule(setting))).isEqualTo(expected(example))));
    }
    return tests.stream();
  }

  @Property
  void anySettingIsReadOrSkipped(@ForAll String setting) {
    assertThat(millis(RetrySchedule.parse(setting))).doesNotContain(0L);
  }

  private static Optional<RetrySchedule> schedule(String setting) {
    return setting.equals("(no settings document)")
        ? Optional.of(RetrySchedule.standard())
        : RetrySchedule.parse(setting);
  }

  private static List<Long> millis(Optional<RetrySchedule> schedule) {
    return schedule.map(RetrySchedule::waits).orElse(List.of()).stream()
        .map(Duration::toMillis)
        .toList();
  }

  private static List<Long> expected(JsonNode example) {
    List<Long> millis = new ArrayList<>();
    example.get("deferTimesMs").forEach(wait -> millis.add(wait.asLong()));
    return millis;
  }
}
