package email.wildduck.james.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code suppressed}: who gets no mail. */
@Command(name = "suppressed", description = "The suppression list: who gets no mail.")
final class SuppressedCommand implements Runnable {
  @ParentCommand private QueueCommand queue;

  @Override
  public void run() {
    Webadmin webadmin = queue.suppressionList();
    List<JsonNode> pages = new ArrayList<>();
    Map<String, String> parameters = new HashMap<>();
    do {
      JsonNode page = webadmin.get("", parameters);
      pages.add(page);
      parameters.put("next", page.path("next").asText());
    } while (!parameters.get("next").isEmpty());
    Table table = new Table("ADDRESS", "DOMAIN", "CREATED", "ID");
    for (JsonNode page : pages) {
      page.path("suppressed")
          .forEach(
              entry ->
                  table.row(
                      TerminalText.of(entry, "address"),
                      TerminalText.of(entry, "domain"),
                      TerminalText.of(entry, "created"),
                      TerminalText.of(entry, "id")));
    }
    queue.show(pages, table::print);
  }
}
