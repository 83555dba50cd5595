package email.wildduck.james.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code pause}: nothing is taken of a zone or domain, on all nodes. */
@Command(
    name = "pause",
    description = "Lets nothing be taken of a zone, or for a domain, by any node, until resume.")
final class PauseCommand implements Runnable {
  @ParentCommand private QueueCommand queue;

  @Parameters(index = "0", paramLabel = "zone|domain", description = "what it is")
  private PausableKind kind;

  @Parameters(index = "1", paramLabel = "NAME", description = "its name")
  private String name;

  @Option(names = "--reason", paramLabel = "TEXT", description = "for those who wonder why")
  private Optional<String> reason = Optional.empty();

  @Override
  public void run() {
    JsonNode answer =
        queue
            .webadmin()
            .order(
                "POST",
                kind.path(name) + "/pause",
                Map.of(),
                reason.map(text -> Map.of("reason", text)).orElse(Map.of()));
    queue.show(
        List.of(answer),
        out ->
            out.println(
                TerminalText.of(answer, "kind")
                    + " "
                    + TerminalText.of(answer, "name")
                    + " is paused"));
  }
}
