package email.wildduck.james.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code suppress}: an address or a domain gets no mail. */
@Command(
    name = "suppress",
    description =
        "Puts addresses and domains on the suppression list: deliveries to them are dropped, and"
            + " nobody is told.")
final class SuppressCommand implements Runnable {
  @ParentCommand private QueueCommand queue;

  @Parameters(arity = "1..*", paramLabel = "ADDRESS|DOMAIN", description = "who gets no mail")
  private List<String> names = new ArrayList<>();

  @Override
  public void run() {
    List<JsonNode> answers = new ArrayList<>();
    for (String name : names) {
      answers.add(queue.suppressionList().order("POST", "", Map.of(), Map.of(fieldOf(name), name)));
    }
    queue.show(
        answers,
        out -> {
          for (int i = 0; i < answers.size(); i++) {
            JsonNode entry = answers.get(i).path("suppressed");
            out.println(TerminalText.of(entry, fieldOf(names.get(i))) + " is suppressed");
          }
        });
  }

  /** What a name stands for. */
  static String fieldOf(String name) {
    return name.indexOf('@') >= 0 ? "address" : "domain";
  }
}
