package email.wildduck.james.delivery.send;

import email.wildduck.james.delivery.attempt.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What went wrong at the hosts of one attempt, none of which took the message. */
final class FailedHosts {
  private final List<Failure> failures = new ArrayList<>();

  void add(Failure failure) {
    failures.add(failure);
  }

  int count() {
    return failures.size();
  }

  /**
   * The one to tell: permanent only when no host is worth another attempt; what a peer said before
   * what was only found here; and of these the last.
   */
  Failure worst() {
    Predicate<Failure> temporary = Failure::isTemporary;
    return last(temporary.and(failure -> failure.reply().isPresent()))
        .or(() -> last(temporary))
        .or(() -> last(failure -> true))
        .orElseThrow();
  }

  private Optional<Failure> last(Predicate<Failure> condition) {
    return failures.stream().filter(condition).reduce((first, second) -> second);
  }
}
