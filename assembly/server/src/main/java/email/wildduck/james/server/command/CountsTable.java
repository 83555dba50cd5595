package email.wildduck.james.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

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
            "NOTES");
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
          notes(one));
    }
    table.print(out);
  }

  private static String notes(JsonNode one) {
    List<String> notes = new ArrayList<>();
    if (one.has("paused")) {
      String reason = TerminalText.of(one.path("paused"), "reason");
      notes.add(reason.isEmpty() ? "paused" : "paused: " + reason);
    }
    if (one.has("served") && !one.path("served").asBoolean()) {
      notes.add("not served by this node");
    }
    return notes.isEmpty() ? "-" : String.join("; ", notes);
  }
}
