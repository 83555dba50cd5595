package email.wildduck.james.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code pools}: the addresses that are sent from. */
@Command(
    name = "pools",
    description = "The addresses that are sent from, what keeps them, and how warm they are.")
final class PoolsCommand implements Runnable {
  @ParentCommand private QueueCommand queue;

  @Override
  public void run() {
    JsonNode pools = queue.webadmin().get("/pools", Map.of());
    Table table = new Table("POOL", "ADDRESS", "NAME", "SHARE", "STATE", "SENT TODAY");
    pools.forEach(
        pool ->
            pool.path("addresses")
                .forEach(
                    address ->
                        table.row(
                            TerminalText.of(pool, "pool"),
                            TerminalText.of(address, "ip"),
                            TerminalText.of(address, "name"),
                            TerminalText.of(address, "share"),
                            state(address),
                            sent(address.path("warmup")))));
    queue.show(List.of(pools), table::print);
  }

  private static String state(JsonNode address) {
    if (address.path("disabled").asBoolean()) {
      return "disabled";
    }
    List<String> sites = new ArrayList<>();
    address.path("blockedBy").forEach(block -> sites.add(TerminalText.of(block, "site")));
    return sites.isEmpty() ? "in use" : "blocked by " + String.join(", ", sites);
  }

  private static String sent(JsonNode warmup) {
    List<String> groups = new ArrayList<>();
    warmup
        .path("today")
        .forEach(
            group ->
                groups.add(
                    TerminalText.of(group, "site")
                        + " "
                        + TerminalText.of(group, "sent")
                        + (group.has("volume") ? "/" + TerminalText.of(group, "volume") : "")));
    return groups.isEmpty()
        ? ""
        : "day " + TerminalText.of(warmup, "day") + ": " + String.join(", ", groups);
  }
}
