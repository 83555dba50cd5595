package email.wildduck.james.queue.pause;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;

/** One zone or domain that is paused. Immutable. */
public final class Pause {
  private final PauseKind kind;
  private final String name;
  private final String reason;
  private final Instant since;

  Pause(PauseKind kind, String name, String reason, Instant since) {
    this.kind = kind;
    this.name = name;
    this.reason = reason;
    this.since = since;
  }

  /** Whether it is a zone or a domain. */
  public PauseKind kind() {
    return kind;
  }

  /** The name, in lower case. */
  public String name() {
    return name;
  }

  /** What whoever paused it has said. */
  public String reason() {
    return reason;
  }

  /** Since when. */
  public Instant since() {
    return since;
  }

  Document toDocument() {
    return new Document("_id", kind.documentId(name))
        .append("kind", kind.text())
        .append("name", name)
        .append("reason", reason)
        .append("since", Date.from(since));
  }

  static Optional<Pause> of(Document document) {
    Object name = document.get("name");
    Object since = document.get("since");
    return PauseKind.of(String.valueOf(document.get("kind")))
        .filter(kind -> name instanceof String)
        .map(
            kind ->
                new Pause(
                    kind,
                    (String) name,
                    String.valueOf(document.getOrDefault("reason", "")),
                    since instanceof Date ? ((Date) since).toInstant() : Instant.EPOCH));
  }
}
