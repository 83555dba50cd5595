package email.wildduck.james.delivery.sts;

import java.util.Locale;
import java.util.Optional;

/** What a domain wants done about its policy (RFC 8461 §5). */
public enum StsMode {
  /** Hosts that do not comply get no mail. */
  ENFORCE,
  /** They get mail, and what would have been is told. */
  TESTING,
  /** There is no policy any more. */
  NONE;

  static Optional<StsMode> of(String word) {
    for (StsMode mode : values()) {
      if (mode.word().equals(word)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }

  /** The word in a policy. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
