package email.wildduck.james.extension.admin.json;

import email.wildduck.james.queue.zone.Attempt;
import java.time.Instant;

/** One try to deliver. */
public final class AttemptJson {
  public final Instant time;
  public final String target;
  public final String reply;
  public final String node;

  /** Of an attempt. */
  public AttemptJson(Attempt attempt) {
    time = attempt.time();
    target = attempt.target();
    reply = attempt.reply();
    node = attempt.owner();
  }
}
