package email.wildduck.james.extension.admin.json;

import email.wildduck.james.queue.pause.PauseKind;

/** A zone or a domain that is not paused any more; {@code resumed} is false when it was not. */
public final class ResumedJson {
  public final String kind;
  public final String name;
  public final boolean resumed;

  /** Of what was resumed. */
  public ResumedJson(PauseKind kind, String name, boolean resumed) {
    this.kind = kind.text();
    this.name = name;
    this.resumed = resumed;
  }
}
