package email.wildduck.james.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code pauses}: what is paused. */
@Command(name = "pauses", description = "The zones and domains that are paused.")
final class PausesCommand implements Runnable {
  @ParentCommand private QueueCommand queue;

  @Override
  public void run() {
    JsonNode pauses = queue.webadmin().get("/pauses", Map.of());
    Table table = new Table("KIND", "NAME", "SINCE", "REASON");
    pauses.forEach(
        pause ->
            table.row(
                TerminalText.of(pause, "kind"),
                TerminalText.of(pause, "name"),
                TerminalText.of(pause, "since"),
                TerminalText.of(pause, "reason")));
    queue.show(List.of(pauses), table::print);
  }
}
