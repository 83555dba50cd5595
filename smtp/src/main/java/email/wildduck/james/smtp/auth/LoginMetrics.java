package email.wildduck.james.smtp.auth;

import email.wildduck.james.core.account.AuthenticationOutcome;
import email.wildduck.james.core.account.Refusal;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.inject.Inject;
import javax.inject.Singleton;

/**
 * Counts logins in {@code wildduck_auth_attempts_total} with the labels {@code service} and {@code
 * scope}, both {@code smtp}, and {@code result}: {@code success}, {@code fail}, {@code ratelimited}
 * or {@code error}, which are WildDuck's own; and takes their time in {@code
 * wildduck_auth_duration_seconds}.
 */
@Singleton
public final class LoginMetrics {
  private static final String SMTP = "smtp";

  private final Counter attempts;
  private final Histogram duration;

  /** The metrics are registered here, so there can be one object for each registry. */
  @Inject
  public LoginMetrics(PrometheusRegistry registry) {
    attempts =
        Counter.builder()
            .name("wildduck_auth_attempts_total")
            .help("Logins by their result")
            .labelNames("service", "scope", "result")
            .register(registry);
    duration =
        Histogram.builder()
            .name("wildduck_auth_duration_seconds")
            .help("Time that logins took, whatever their result")
            .classicOnly()
            .classicUpperBounds(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
            .register(registry);
  }

  /** Measures one login. What it throws is an error, and is thrown on. */
  AuthenticationOutcome measure(Supplier<AuthenticationOutcome> login) {
    long start = System.nanoTime();
    String result = "error";
    try {
      AuthenticationOutcome outcome = login.get();
      result = outcome.fold(user -> "success", LoginMetrics::result);
      return outcome;
    } finally {
      attempts.labelValues(SMTP, SMTP, result).inc();
      duration.observe((double) (System.nanoTime() - start) / TimeUnit.SECONDS.toNanos(1));
    }
  }

  private static String result(Refusal refusal) {
    switch (refusal.reason()) {
      case RATE_LIMITED:
        return "ratelimited";
      case UNSUPPORTED_HASH:
        return "error";
      default:
        return "fail";
    }
  }
}
