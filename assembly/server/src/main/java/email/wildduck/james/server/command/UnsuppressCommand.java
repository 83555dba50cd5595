package email.wildduck.james.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code unsuppress}: an address or a domain gets mail again. */
@Command(name = "unsuppress", description = "Takes addresses and domains off the suppression list.")
final class UnsuppressCommand implements Runnable {
  @ParentCommand private QueueCommand queue;

  @Parameters(
      arity = "1..*",
      paramLabel = "ADDRESS|DOMAIN|ID",
      description = "who gets mail again, or the id of the entry")
  private List<String> names = new ArrayList<>();

  @Override
  public void run() {
    List<JsonNode> answers = new ArrayList<>();
    for (String name : names) {
      String field = name.matches("[0-9a-f]{24}") ? "id" : SuppressCommand.fieldOf(name);
      answers.add(queue.suppressionList().order("DELETE", "", Map.of(), Map.of(field, name)));
    }
    queue.show(
        answers,
        out -> names.forEach(name -> out.println(TerminalText.safe(name) + " is not suppressed")));
  }
}
