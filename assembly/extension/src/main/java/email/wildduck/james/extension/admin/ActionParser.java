package email.wildduck.james.extension.admin;

import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.extension.queue.ServedZones;
import email.wildduck.james.queue.admin.QueueAction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.inject.Inject;

/**
 * Reads an action from the last part of a path and the body: {@code try-now}; {@code defer} with
 * {@code until} or {@code for}; {@code move} with {@code zone} and {@code force}; {@code bounce}
 * with {@code reason}.
 */
final class ActionParser {
  private final Clock clock;
  private final ServedZones zones;
  private final Duration longest;

  /** Deferrals are limited to the age at which messages go back to their senders. */
  @Inject
  ActionParser(Clock clock, ServedZones zones, WildDuckConfiguration configuration) {
    this(clock, zones, configuration.queue().messageAge());
  }

  ActionParser(Clock clock, ServedZones zones, Duration longest) {
    this.clock = clock;
    this.zones = zones;
    this.longest = longest;
  }

  QueueAction parse(String name, RequestBody body) {
    switch (name) {
      case "try-now":
        body.knowing();
        return QueueAction.tryNow();
      case "defer":
        return QueueAction.deferUntil(time(body.knowing("until", "for")));
      case "move":
        return QueueAction.move(target(body.knowing("zone", "force")));
      case "bounce":
        return QueueAction.bounce(body.knowing("reason").required("reason"));
      default:
        throw Refusals.notFound(
            "there is no action " + name + "; there are try-now, defer, move, bounce");
    }
  }

  private Instant time(RequestBody body) {
    Optional<String> until = body.text("until");
    Optional<String> period = body.text("for");
    if (until.isPresent() == period.isPresent()) {
      throw Refusals.badRequest("one of the fields until and for must be given");
    }
    Instant now = clock.instant();
    Instant time =
        until
            .map(text -> TimeText.instant("until", text))
            .orElseGet(() -> now.plus(TimeText.duration("for", period.orElseThrow())));
    if (time.isBefore(now) || time.isAfter(now.plus(longest))) {
      throw Refusals.wrong(
          until.isPresent() ? "until" : "for",
          until.orElseGet(period::orElseThrow),
          "it must be in the future, and before "
              + now.plus(longest)
              + ": messages that are older go back to their senders (queue/messageAge)");
    }
    return time;
  }

  /** Mail in a zone that nobody serves would wait until it is too old, so that has to be forced. */
  private String target(RequestBody body) {
    String zone = zone(body.required("zone"));
    if (!zones.contains(zone) && !body.flag("force")) {
      throw Refusals.wrong(
          "zone",
          zone,
          "this node serves "
              + String.join(", ", zones.names())
              + "; when another one or a ZoneMTA serves it, say so with force");
    }
    return zone;
  }

  static String zone(String name) {
    if (!name.matches("[a-z0-9][a-z0-9._-]{0,99}")) {
      throw Refusals.wrong(
          "zone", name, "it must be the name of a sending zone, in lower case without blanks");
    }
    return name;
  }
}
