package email.wildduck.james.delivery.sts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;

/** A policy with the id that DNS had for it, and when it was fetched. Immutable. */
final class CachedPolicy {
  private static final long LATEST = 1L << 40;
  private static final Duration DAY = Duration.ofDays(1);

  private final String id;
  private final StsPolicy policy;
  private final Instant fetched;

  CachedPolicy(String id, StsPolicy policy, Instant fetched) {
    this.id = Objects.requireNonNull(id);
    this.policy = Objects.requireNonNull(policy);
    this.fetched = Objects.requireNonNull(fetched);
  }

  /** What {@link #toJson} made; empty when it is something else. */
  static Optional<CachedPolicy> ofJson(String json) {
    try {
      Document document = Document.parse(json);
      long maxAge = ((Number) document.get("maxAge")).longValue();
      long fetched = ((Number) document.get("fetched")).longValue();
      if (maxAge < 0 || maxAge > StsPolicyParser.LONGEST || fetched < 0 || fetched > LATEST) {
        return Optional.empty();
      }
      return StsMode.of(document.getString("mode"))
          .map(
              mode ->
                  new CachedPolicy(
                      document.getString("id"),
                      new StsPolicy(
                          mode, document.getList("mx", String.class), Duration.ofSeconds(maxAge)),
                      Instant.ofEpochSecond(fetched)));
    } catch (RuntimeException e) {
      // The parser has many exceptions for what it cannot read.
      return Optional.empty();
    }
  }

  /** {@code {id, mode, mx: [], maxAge: seconds, fetched: seconds since 1970}}. */
  String toJson() {
    return new Document("id", id)
        .append("mode", policy.mode().word())
        .append("mx", List.copyOf(policy.patterns()))
        .append("maxAge", (int) policy.maxAge().toSeconds())
        .append("fetched", fetched.getEpochSecond())
        .toJson();
  }

  String id() {
    return id;
  }

  StsPolicy policy() {
    return policy;
  }

  /** How long it still holds; not positive when its time is over. */
  Duration lifeAt(Instant now) {
    return Duration.between(now, fetched.plus(policy.maxAge()));
  }

  /** Whether it is time to begin anew, so that it never runs out while its domain keeps it up. */
  boolean isOldAt(Instant now) {
    Duration half = policy.maxAge().dividedBy(2);
    return Duration.between(fetched, now).compareTo(half.compareTo(DAY) < 0 ? half : DAY) >= 0;
  }
}
