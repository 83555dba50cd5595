package email.wildduck.james.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code zones}: how much waits in each zone. */
@Command(name = "zones", description = "How much waits in each zone, or in one.")
final class ZonesCommand implements Runnable {
  @ParentCommand private QueueCommand queue;

  @Parameters(arity = "0..1", paramLabel = "ZONE", description = "only this one")
  private Optional<String> zone = Optional.empty();

  @Override
  public void run() {
    JsonNode answer =
        queue
            .webadmin()
            .get(zone.map(name -> "/zones/" + Webadmin.segment(name)).orElse("/zones"), Map.of());
    queue.show(
        List.of(answer),
        out -> CountsTable.print("ZONE", answer.isArray() ? answer : List.of(answer), out));
  }
}
