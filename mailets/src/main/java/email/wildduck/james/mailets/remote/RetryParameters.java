package email.wildduck.james.mailets.remote;

import email.wildduck.james.core.settings.SettingKey;
import email.wildduck.james.core.settings.Settings;
import email.wildduck.james.delivery.retry.RetrySchedule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.mailet.MailetConfig;

/** RemoteDelivery's retries as WildDuck's setting {@code const:sender:defer_times} has them. */
final class RetryParameters {
  private static final String MAX_RETRIES = "maxRetries";
  private static final String DELAY_TIME = "delayTime";

  private RetryParameters() {}

  /**
   * What RemoteDelivery is to use where the configuration does not say it.
   *
   * @throws email.wildduck.james.core.error.TemporaryFailureException when the settings cannot be
   *     read
   */
  static Map<String, String> of(MailetConfig configuration, Settings settings) {
    if (configuration.getInitParameter(DELAY_TIME) != null) {
      return Map.of();
    }
    List<Duration> waits =
        RetrySchedule.parse(settings.get(SettingKey.DEFER_TIMES))
            .orElse(RetrySchedule.standard())
            .waits();
    // RemoteDelivery raises maxRetries to the number of delays.
    long wanted =
        Optional.ofNullable(configuration.getInitParameter(MAX_RETRIES))
            .filter(number -> number.matches("\\d{1,9}"))
            .map(number -> Math.max(1L, Long.parseLong(number)))
            .orElse((long) waits.size());
    return Map.of(
        MAX_RETRIES,
        String.valueOf(wanted),
        DELAY_TIME,
        waits.stream()
            .limit(wanted)
            .map(wait -> wait.toMillis() + " ms")
            .collect(Collectors.joining(", ")));
  }
}
