package email.wildduck.james.extension.admin;

import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.queue.admin.QueueAction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.inject.Inject;

/**
 * Reads an action from the last part of a path and the body: {@code try-now}; {@code defer} with
 * {@code until} or {@code for}; {@code move} with {@code zone}; {@code bounce} with {@code reason}.
 */
final class ActionParser {
  private final Clock clock;
  private final Duration longest;

  /** Deferrals are limited to the age at which messages go back to their senders. */
  @Inject
  ActionParser(Clock clock, WildDuckConfiguration configuration) {
    this(clock, configuration.queue().messageAge());
  }

  ActionParser(Clock clock, Duration longest) {
    this.clock = clock;
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
        return QueueAction.move(zone(body.knowing("zone").required("zone")));
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

  static String zone(String name) {
    if (!name.matches("[a-z0-9][a-z0-9._-]{0,99}")) {
      throw Refusals.wrong(
          "zone", name, "it must be the name of a sending zone, in lower case without blanks");
    }
    return name;
  }
}
