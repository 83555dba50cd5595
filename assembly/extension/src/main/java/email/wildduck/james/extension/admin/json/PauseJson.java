package email.wildduck.james.extension.admin.json;

import email.wildduck.james.queue.pause.Pause;
import java.time.Instant;

/** A zone or a domain that is paused. */
public final class PauseJson {
  public final String kind;
  public final String name;
  public final String reason;
  public final Instant since;

  /** Of a pause. */
  public PauseJson(Pause pause) {
    kind = pause.kind().text();
    name = pause.name();
    reason = pause.reason();
    since = pause.since();
  }
}
