package email.wildduck.james.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code domains}: which domains most deliveries wait for. */
@Command(
    name = "domains",
    description = "The domains that most deliveries wait for, or how much waits for one.")
final class DomainsCommand implements Runnable {
  @ParentCommand private QueueCommand queue;

  @Parameters(arity = "0..1", paramLabel = "DOMAIN", description = "only this one")
  private Optional<String> domain = Optional.empty();

  @Option(names = "--limit", paramLabel = "N", description = "so many (${DEFAULT-VALUE})")
  private int limit = 20;

  @Override
  public void run() {
    domain.ifPresentOrElse(this::showOne, this::showAll);
  }

  private void showOne(String name) {
    JsonNode answer = queue.webadmin().get("/domains/" + Webadmin.segment(name), Map.of());
    queue.show(List.of(answer), out -> CountsTable.print("DOMAIN", List.of(answer), out));
  }

  private void showAll() {
    JsonNode answer = queue.webadmin().get("/domains", Map.of("limit", String.valueOf(limit)));
    Table table = new Table("DOMAIN", "DELIVERIES", "OLDEST SINCE");
    answer.forEach(
        one ->
            table.row(
                TerminalText.of(one, "name"),
                TerminalText.of(one, "deliveries"),
                TerminalText.of(one, "oldest")));
    queue.show(List.of(answer), table::print);
  }
}
