package email.wildduck.james.core.account;

import java.util.Optional;

/** What the application-specific passwords of a user say about a presented password. */
final class ApplicationPasswordMatch {
  static final ApplicationPasswordMatch NONE =
      new ApplicationPasswordMatch(Optional.empty(), false);
  static final ApplicationPasswordMatch UNVERIFIABLE =
      new ApplicationPasswordMatch(Optional.empty(), true);

  private final Optional<ApplicationPassword> matched;
  private final boolean unverifiable;

  private ApplicationPasswordMatch(Optional<ApplicationPassword> matched, boolean unverifiable) {
    this.matched = matched;
    this.unverifiable = unverifiable;
  }

  static ApplicationPasswordMatch of(ApplicationPassword matched) {
    return new ApplicationPasswordMatch(Optional.of(matched), false);
  }

  /** The password, if it is one that may be used for SMTP. */
  Optional<ApplicationPassword> usable() {
    return matched.filter(ApplicationPassword::isForSmtp);
  }

  /** The password, if it is one that may not be used for SMTP. */
  Optional<ApplicationPassword> outOfScope() {
    return matched.filter(password -> !password.isForSmtp());
  }

  /** None matched, but one could not be verified. */
  boolean isUnverifiable() {
    return unverifiable;
  }
}
