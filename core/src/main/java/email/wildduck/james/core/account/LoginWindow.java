package email.wildduck.james.core.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The time after an accepted login in which others of its kind are only counted. Immutable. */
final class LoginWindow {
  private final Instant begin;
  private final Duration length;
  private final Optional<AcceptedLogins> counted;

  private LoginWindow(Instant begin, Duration length, Optional<AcceptedLogins> counted) {
    this.begin = begin;
    this.length = length;
    this.counted = counted;
  }

  static LoginWindow of(Instant begin, Duration length) {
    return new LoginWindow(begin, length, Optional.empty());
  }

  /** Open for its length; a clock that is set back a long way ends it too. */
  boolean isOpenAt(Instant time) {
    return time.isBefore(begin.plus(length)) && time.isAfter(begin.minus(length));
  }

  /** The same with one login more. */
  LoginWindow counting(AcceptedLogins login) {
    return new LoginWindow(
        begin, length, Optional.of(counted.map(before -> before.and(login)).orElse(login)));
  }

  /** The logins after the one that it began with. */
  Optional<AcceptedLogins> counted() {
    return counted;
  }
}
