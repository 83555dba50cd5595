package email.wildduck.james.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What an action is done to: messages and deliveries by their ids, or all that a filter finds. */
final class Targets {
  @Parameters(
      arity = "0..*",
      paramLabel = "ID[.SEQ]",
      description = "messages by queue id, or single deliveries")
  private List<String> ids = new ArrayList<>();

  @Mixin private Filter filter;

  @Option(names = "--yes", description = "do it; with a filter it is only counted otherwise")
  private boolean yes;

  /**
   * Does it and tells what came of it.
   *
   * @return the exit code
   */
  int apply(QueueCommand queue, Action action) {
    if (ids.isEmpty() == filter.parameters().isEmpty()) {
      throw queue.wrongUsage("say either ids or a filter, and not both");
    }
    return ids.isEmpty() ? applyToFilter(queue, action) : applyToIds(queue, action);
  }

  private int applyToIds(QueueCommand queue, Action action) {
    Webadmin webadmin = queue.webadmin();
    int exitCode = 0;
    for (String id : ids) {
      try {
        JsonNode answer =
            webadmin.order(action.method(), path(id) + action.path(), Map.of(), action.body());
        queue.show(List.of(answer), out -> out.println(id + ": " + told(answer, action)));
      } catch (CommandFailure e) {
        if (e.exitCode() != CommandFailure.REFUSED) {
          throw e;
        }
        // The others are not worse for it.
        queue.note(TerminalText.safe(id + ": " + e.getMessage()));
        exitCode = e.exitCode();
      }
    }
    return exitCode;
  }

  private int applyToFilter(QueueCommand queue, Action action) {
    Webadmin webadmin = queue.webadmin();
    Map<String, String> parameters = filter.parameters();
    parameters.put("dryRun", String.valueOf(!yes));
    List<JsonNode> answers = new ArrayList<>();
    boolean more = true;
    while (more) {
      JsonNode answer =
          webadmin.order(action.method(), "/messages" + action.path(), parameters, action.body());
      answers.add(answer);
      more = answer.has("next");
      parameters.put("next", answer.path("next").asText());
    }
    long matched = sum(answers, "matched");
    long changed = sum(answers, "changed");
    queue.show(answers, out -> out.println(told(matched, changed, action)));
    return 0;
  }

  private String told(long matched, long changed, Action action) {
    String others =
        matched == changed ? "" : ", " + (matched - changed) + " that somebody holds left alone";
    return yes
        ? TerminalText.deliveries(changed) + " " + action.done() + others
        : TerminalText.deliveries(changed)
            + " would be "
            + action.done()
            + others
            + "; --yes does it";
  }

  private static String told(JsonNode answer, Action action) {
    String others =
        StreamSupport.stream(answer.path("leftAlone").spliterator(), false)
            .map(
                delivery ->
                    "; ."
                        + TerminalText.of(delivery, "sequence")
                        + " left alone: "
                        + TerminalText.of(delivery, "why"))
            .collect(Collectors.joining());
    return TerminalText.deliveries(answer.path("changed").asLong()) + " " + action.done() + others;
  }

  private static long sum(List<JsonNode> answers, String field) {
    return answers.stream().mapToLong(answer -> answer.path(field).asLong()).sum();
  }

  private static String path(String id) {
    int dot = id.indexOf('.');
    return dot < 0
        ? "/messages/" + Webadmin.segment(id)
        : "/messages/"
            + Webadmin.segment(id.substring(0, dot))
            + "/deliveries/"
            + Webadmin.segment(id.substring(dot + 1));
  }
}
