package email.wildduck.james.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** Zones or domains with their counts. */
final class CountsTable {
  private CountsTable() {}

  static void print(String heading, Iterable<JsonNode> counts, PrintWriter out) {
    Table table =
        new Table(
            heading,
            "READY",
            "DEFERRED",
            "LEASED",
            "STAGED",
            "SET ASIDE",
            "ELSEWHERE",
            "OLDEST",
            "PAUSED");
    for (JsonNode one : counts) {
      table.row(
          TerminalText.of(one, "name"),
          TerminalText.of(one, "ready"),
          TerminalText.of(one, "deferred"),
          TerminalText.of(one, "leased"),
          TerminalText.of(one, "staged"),
          TerminalText.of(one, "setAside"),
          TerminalText.of(one, "elsewhere"),
          one.has("oldestSeconds") ? TerminalText.age(one.path("oldestSeconds").asLong()) : "-",
          one.has("paused") ? paused(one.path("paused")) : "-");
    }
    table.print(out);
  }

  private static String paused(JsonNode pause) {
    String reason = TerminalText.of(pause, "reason");
    return reason.isEmpty() ? "yes" : "yes: " + reason;
  }
}
