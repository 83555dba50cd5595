package email.wildduck.james.core.account;

import email.wildduck.james.core.document.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bson.Document;

/** A password an administrator set for one day, so that the user can choose a new one. */
final class TemporaryPassword {
  private static final Duration LIFETIME = Duration.ofHours(24);

  private final String hash;
  private final Instant created;
  private final Optional<Instant> validAfter;

  private TemporaryPassword(String hash, Instant created, Optional<Instant> validAfter) {
    this.hash = hash;
    this.created = created;
    this.validAfter = validAfter;
  }

  /** From {@code {password, created, validAfter}}; empty without a hash or a date. */
  static Optional<TemporaryPassword> of(Document document) {
    return Fields.instant(document, "created")
        .map(
            created ->
                new TemporaryPassword(
                    Fields.text(document, "password").orElse(""),
                    created,
                    Fields.instant(document, "validAfter")));
  }

  String hash() {
    return hash;
  }

  boolean isExpired(Instant now) {
    return !created.isAfter(now.minus(LIFETIME));
  }

  boolean isActive(Instant now) {
    return validAfter.filter(start -> start.isAfter(now)).isEmpty();
  }
}
