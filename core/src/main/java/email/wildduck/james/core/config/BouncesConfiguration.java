package email.wildduck.james.core.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code <bounces>}: what ends a delivery, and what its sender is told. */
public final class BouncesConfiguration {
  private static final long LARGEST_RETURN = 50_000_000;
  private static final String USUAL_ZONE = "bounces";
  private static final Duration LONGEST_GATHERING = Duration.ofMinutes(10);

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
  private final Optional<String> sendingZone;
  private final Duration gatherFor;

  private BouncesConfiguration(ConfigReader reader, ZonesConfiguration zones) {
    replies = reader.value("replies", BouncesConfiguration::replies).orElse(Replies.PATIENT);
    warnAfter = reader.duration("warnAfter", Duration.ofHours(3));
    returnLimit = reader.number("returnLimit", 0, LARGEST_RETURN).orElse(100_000L);
    disabledInterfaces =
        reader
            .value("disabledInterfaces", BouncesConfiguration::interfaces)
            .orElse(Set.of("forwarder"));
    sendingZone =
        reader
            .value("sendingZone", zones::requireName)
            .or(() -> Optional.of(USUAL_ZONE).filter(zones::hasName));
    gatherFor = reader.duration("gatherFor", Duration.ofSeconds(10));
    if (gatherFor.compareTo(LONGEST_GATHERING) > 0) {
      throw reader.wrong("gatherFor", "it must be at most 10min");
    }
  }

  static BouncesConfiguration read(ConfigReader section, ZonesConfiguration zones) {
    return new BouncesConfiguration(
        section.knowing(
            "replies",
            "warnAfter",
            "returnLimit",
            "disabledInterfaces",
            "sendingZone",
            "gatherFor"),
        zones);
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

  /**
   * {@code sendingZone}: the zone that reports to senders are queued into; empty when the rules of
   * the zones choose it. Default: {@code bounces} if there is a zone of that name.
   */
  public Optional<String> sendingZone() {
    return sendingZone;
  }

  /**
   * {@code gatherFor}: how long a bounce waits at most for attempts at other recipients of the same
   * message, so that it names all that fail; {@code 0s} is not at all. Default: 10 seconds.
   */
  public Duration gatherFor() {
    return gatherFor;
  }
}
