package email.wildduck.james.core.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code <bounces>}: what ends a delivery, and what its sender is told. */
public final class BouncesConfiguration {
  private static final long LARGEST_RETURN = 50_000_000;

  /** How replies of other servers are read. */
  public enum Replies {
    /** Every 4xx is tried again. */
    PATIENT,
    /** ZoneMTA's table, in which some 4xx are final. */
    ZONE_MTA
  }

  private final Replies replies;
  private final Duration warnAfter;
  private final long returnLimit;
  private final Set<String> disabledInterfaces;

  private BouncesConfiguration(
      Replies replies, Duration warnAfter, long returnLimit, Set<String> disabledInterfaces) {
    this.replies = replies;
    this.warnAfter = warnAfter;
    this.returnLimit = returnLimit;
    this.disabledInterfaces = disabledInterfaces;
  }

  static BouncesConfiguration read(ConfigReader section) {
    ConfigReader reader =
        section.knowing("replies", "warnAfter", "returnLimit", "disabledInterfaces");
    return new BouncesConfiguration(
        reader.value("replies", BouncesConfiguration::replies).orElse(Replies.PATIENT),
        reader.duration("warnAfter", Duration.ofHours(3)),
        reader.number("returnLimit", 0, LARGEST_RETURN).orElse(100_000L),
        reader
            .value("disabledInterfaces", BouncesConfiguration::interfaces)
            .orElse(Set.of("forwarder")));
  }

  private static Replies replies(String text) {
    switch (text) {
      case "patient":
        return Replies.PATIENT;
      case "zone-mta":
        return Replies.ZONE_MTA;
      default:
        throw new IllegalArgumentException("it must be patient or zone-mta");
    }
  }

  private static Set<String> interfaces(String text) {
    if (text.equals("none")) {
      return Set.of();
    }
    if (!text.matches("[A-Za-z0-9_-]+(\\s*,\\s*[A-Za-z0-9_-]+)*")) {
      throw new IllegalArgumentException(
          "it must be names of interfaces separated by commas, or none");
    }
    return Arrays.stream(text.split("\\s*,\\s*")).collect(Collectors.toUnmodifiableSet());
  }

  /** {@code replies}: {@code patient} or {@code zone-mta}. Default: patient. */
  public Replies replies() {
    return replies;
  }

  /**
   * {@code warnAfter}: after how long a sender is told that a message waits; {@code 0s} is never,
   * which is empty here. Default: 3 hours.
   */
  public Optional<Duration> warnAfter() {
    return Optional.of(warnAfter).filter(duration -> !duration.isZero());
  }

  /**
   * {@code returnLimit}: the largest message that a bounce gives back as a whole to a sender who
   * asked for that, in bytes. Default: 100,000.
   */
  public long returnLimit() {
    return returnLimit;
  }

  /**
   * {@code disabledInterfaces}: mail of these interfaces does not bounce; {@code none} is the empty
   * set. Default: {@code forwarder}.
   */
  public Set<String> disabledInterfaces() {
    return disabledInterfaces;
  }
}
