package email.wildduck.james.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code instances}: who else has been given deliveries. */
@Command(
    name = "instances",
    description = "Other instances, such as ZoneMTAs, that deliveries were given to.")
final class InstancesCommand implements Runnable {
  @ParentCommand private QueueCommand queue;

  @Override
  public void run() {
    JsonNode instances = queue.webadmin().get("/instances", Map.of());
    Table table = new Table("INSTANCE", "DELIVERIES");
    instances.forEach(
        instance ->
            table.row(
                TerminalText.of(instance, "instance"), TerminalText.of(instance, "deliveries")));
    queue.show(List.of(instances), table::print);
  }
}
