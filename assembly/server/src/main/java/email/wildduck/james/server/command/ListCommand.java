package email.wildduck.james.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code list}: deliveries, and why each is where it is. */
@Command(name = "list", description = "Deliveries, and why each is where it is.")
final class ListCommand implements Runnable {
  private static final int MOST_AT_ONCE = 1000;

  @ParentCommand private QueueCommand queue;
  @Mixin private Filter filter;

  @Option(names = "--limit", paramLabel = "N", description = "so many (${DEFAULT-VALUE})")
  private int limit = 100;

  @Option(names = "--all", description = "without a limit")
  private boolean all;

  @Override
  public void run() {
    Webadmin webadmin = queue.webadmin();
    Map<String, String> parameters = filter.parameters();
    List<JsonNode> pages = new ArrayList<>();
    int left = all ? Integer.MAX_VALUE : limit;
    boolean more = true;
    while (left > 0 && more) {
      parameters.put("limit", String.valueOf(Math.min(left, MOST_AT_ONCE)));
      JsonNode page = webadmin.get("/messages", parameters);
      pages.add(page);
      left -= page.path("deliveries").size();
      more = page.has("next");
      parameters.put("next", page.path("next").asText());
    }
    show(pages);
    if (more) {
      queue.note("there may be more: --limit or --all");
    }
  }

  private void show(List<JsonNode> pages) {
    Table table = new Table("DELIVERY", "STATE", "ZONE", "RECIPIENT", "WHY");
    pages.forEach(page -> page.path("deliveries").forEach(delivery -> row(table, delivery)));
    queue.show(pages, table::print);
  }

  private static void row(Table table, JsonNode delivery) {
    table.row(
        TerminalText.of(delivery, "queueId") + "." + TerminalText.of(delivery, "sequence"),
        TerminalText.of(delivery, "state"),
        TerminalText.of(delivery, "zone"),
        TerminalText.of(delivery, "recipient"),
        TerminalText.of(delivery, "why"));
  }
}
