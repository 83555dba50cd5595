package email.wildduck.james.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code take-over}: what an instance was given that is gone for good. */
@Command(
    name = "take-over",
    description = {
      "Takes over what was given to an instance that is gone for good.",
      "An instance that still runs would deliver the same a second time."
    })
final class TakeOverCommand implements Runnable {
  @ParentCommand private QueueCommand queue;

  @Parameters(paramLabel = "INSTANCE", description = "its name; see instances")
  private String instance;

  @Option(names = "--yes", description = "do it; it is only counted otherwise")
  private boolean yes;

  @Override
  public void run() {
    JsonNode answer =
        queue
            .webadmin()
            .order(
                "POST",
                "/take-over",
                Map.of("dryRun", String.valueOf(!yes)),
                Map.of("instance", instance));
    String deliveries = TerminalText.deliveries(answer.path("deliveries").asLong()) + " of ";
    queue.show(
        List.of(answer),
        out ->
            out.println(
                deliveries
                    + TerminalText.safe(instance)
                    + (yes
                        ? " taken over"
                        : " would be taken over; when it is gone for good, --yes does it")));
  }
}
