package email.wildduck.james.queue.pause;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be paused. */
public enum PauseKind {
  /** A sending zone. */
  ZONE,
  /** The domain of recipients, in all zones. */
  DOMAIN;

  /** The word for it, in lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  String documentId(String name) {
    return text() + ":" + name;
  }

  /** The kind of that word; empty when there is none. */
  public static Optional<PauseKind> of(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
  }
}
