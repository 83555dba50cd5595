package email.wildduck.james.core.sent;

import email.wildduck.james.core.event.Event;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says about copies, in ZoneMTA's words ({@code spec/observability.md} §4). */
final class SentEvents {
  private static final Logger LOGGER = LoggerFactory.getLogger(SentCopies.class);

  private SentEvents() {}

  static void stored(SentJob job, long uid) {
    event("MSAUPLSUCC", job.queueId(), job.user()).with("uid", uid).info(LOGGER);
  }

  static void skipped(String queueId, ObjectId user, String reason) {
    event("MSAUPLSKIP", queueId, user).with("message", reason).info(LOGGER);
  }

  static void failed(SentJob job, String reason) {
    event("MSAUPLFAIL", job.queueId(), job.user()).with("error", reason).warn(LOGGER);
  }

  static void retried(SentJob job, SentOutcome outcome, long seconds) {
    Event event =
        event("MSAUPLRETRY", job.queueId(), job.user())
            .with("attempt", job.attempt())
            .with("seconds", seconds)
            .with("error", outcome.reason());
    if (outcome.kind() == SentOutcome.Kind.MISCONFIGURED) {
      event.with("advice", "check <api/url> and <api/accessToken> in wildduck.xml").warn(LOGGER);
    } else {
      event.info(LOGGER);
    }
  }

  private static Event event(String word, String queueId, ObjectId user) {
    return Event.of(word).about(queueId).with("user", user.toHexString());
  }
}
