package email.wildduck.james.delivery.sts;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A policy (RFC 8461 §3.2). Immutable. */
public final class StsPolicy {
  private final StsMode mode;
  private final List<String> patterns;
  private final Duration maxAge;

  StsPolicy(StsMode mode, List<String> patterns, Duration maxAge) {
    this.mode = Objects.requireNonNull(mode);
    this.patterns = List.copyOf(patterns);
    this.maxAge = Objects.requireNonNull(maxAge);
  }

  /** What is to be done about it. */
  public StsMode mode() {
    return mode;
  }

  /** Host names in lower case, or {@code *.} and a domain; empty with {@code NONE} only. */
  public List<String> patterns() {
    return patterns;
  }

  /** How long it holds from when it was fetched. */
  public Duration maxAge() {
    return maxAge;
  }

  /**
   * Whether a host may take the domain's mail. A wildcard stands for one label (RFC 6125 §6.4.3).
   */
  public boolean allows(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    int dot = name.indexOf('.');
    return patterns.contains(name) || dot > 0 && patterns.contains("*" + name.substring(dot));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StsPolicy
        && mode == ((StsPolicy) other).mode
        && patterns.equals(((StsPolicy) other).patterns)
        && maxAge.equals(((StsPolicy) other).maxAge);
  }

  @Override
  public int hashCode() {
    return Objects.hash(mode, patterns, maxAge);
  }

  @Override
  public String toString() {
    return mode.word() + " " + patterns + " for " + maxAge.toSeconds() + " s";
  }
}
