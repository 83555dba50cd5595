package email.wildduck.james.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code resume}: the end of a pause. */
@Command(name = "resume", description = "Ends the pause of a zone or a domain.")
final class ResumeCommand implements Runnable {
  @ParentCommand private QueueCommand queue;

  @Parameters(index = "0", paramLabel = "zone|domain", description = "what it is")
  private PausableKind kind;

  @Parameters(index = "1", paramLabel = "NAME", description = "its name")
  private String name;

  @Override
  public void run() {
    JsonNode answer =
        queue.webadmin().order("POST", kind.path(name) + "/resume", Map.of(), Map.of());
    queue.show(
        List.of(answer),
        out ->
            out.println(
                TerminalText.of(answer, "kind")
                    + " "
                    + TerminalText.of(answer, "name")
                    + (answer.path("resumed").asBoolean() ? " is resumed" : " was not paused")));
  }
}
