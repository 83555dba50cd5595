package email.wildduck.james.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** Texts as a terminal may show them. */
final class TerminalText {
  private TerminalText() {}

  /** On one line, and without characters that a terminal acts upon. */
  static String safe(String text) {
    return text.replaceAll("[\\p{C}\\u2028\\u2029]", "?");
  }

  /** A field of an answer; empty when it is not there. */
  static String of(JsonNode node, String field) {
    return safe(node.path(field).asText(""));
  }

  /** A number of deliveries. */
  static String deliveries(long count) {
    return count == 1 ? "1 delivery" : count + " deliveries";
  }

  /** An age in its largest unit: {@code 59 s, 3 min, 47 h, 12 d}. */
  static String age(long seconds) {
    Duration age = Duration.ofSeconds(seconds);
    if (age.toMinutes() < 2) {
      return seconds + " s";
    }
    if (age.toHours() < 2) {
      return age.toMinutes() + " min";
    }
    return age.toDays() < 2 ? age.toHours() + " h" : age.toDays() + " d";
  }
}
