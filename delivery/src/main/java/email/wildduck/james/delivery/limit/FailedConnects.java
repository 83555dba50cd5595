package email.wildduck.james.delivery.limit;

import email.wildduck.james.core.config.SitesConfiguration;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.FailureCategory;
import email.wildduck.james.delivery.attempt.Login;
import email.wildduck.james.delivery.attempt.Stage;
import email.wildduck.james.delivery.connect.Connector;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Targets that could not be reached from a zone: for some minutes, more of them after a connection
 * that was not answered, other deliveries fail as that one did ({@code spec/delivery.md} §7),
 * instead of waiting for the same. A success ends that. Thread-safe.
 */
final class FailedConnects {
  private static final int LARGEST = 10_000;

  private final SitesConfiguration times;
  private final Clock clock;
  private final Map<String, Known> failures = new ConcurrentHashMap<>();

  FailedConnects(SitesConfiguration times, Clock clock) {
    this.times = times;
    this.clock = clock;
  }

  /** How another delivery from that zone to that target failed a short time ago. */
  Optional<Failure> find(DeliveryRequest request) {
    return Optional.ofNullable(failures.get(key(request)))
        .filter(known -> clock.instant().isBefore(known.end))
        .map(known -> known.failure);
  }

  /** What came of a delivery. */
  void note(DeliveryRequest request, Optional<Failure> failure) {
    if (failure.filter(FailedConnects::isWithoutConnection).isPresent()) {
      remember(key(request), failure.get());
    } else {
      failures.remove(key(request));
    }
  }

  private void remember(String key, Failure failure) {
    Instant now = clock.instant();
    if (failures.size() >= LARGEST) {
      failures.values().removeIf(known -> !now.isBefore(known.end));
    }
    boolean unanswered = failure.response().endsWith(Connector.TIMED_OUT);
    failures.put(
        key, new Known(failure, now.plus(unanswered ? times.unansweredTtl() : times.refusedTtl())));
  }

  private static boolean isWithoutConnection(Failure failure) {
    return failure.category() == FailureCategory.NETWORK && failure.stage() == Stage.CONNECT;
  }

  private static String key(DeliveryRequest request) {
    return request.zone()
        + " "
        + request.target()
        + " "
        + request.target().login().map(Login::user).orElse("");
  }

  private static final class Known {
    private final Failure failure;
    private final Instant end;

    Known(Failure failure, Instant end) {
      this.failure = failure;
      this.end = end;
    }
  }
}
