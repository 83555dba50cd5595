package email.wildduck.james.server.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code defer}: the next attempt is made later. */
@Command(name = "defer", description = "Makes the next attempt later.")
final class DeferCommand implements Callable<Integer> {
  @ParentCommand private QueueCommand queue;
  @Mixin private Targets targets;

  @ArgGroup(multiplicity = "1")
  private When when;

  @Override
  public Integer call() {
    return targets.apply(queue, Action.post("defer", when.body(), "deferred"));
  }

  /** One of two ways to say it. */
  static final class When {
    @Option(names = "--for", paramLabel = "TIME", description = "such as 90s, 15min, 2h or 1d")
    private Optional<String> period = Optional.empty();

    @Option(names = "--until", paramLabel = "TIME", description = "such as 2026-11-24T08:00:00Z")
    private Optional<String> until = Optional.empty();

    private Map<String, String> body() {
      Map<String, String> body = new LinkedHashMap<>();
      period.ifPresent(text -> body.put("for", text));
      until.ifPresent(text -> body.put("until", text));
      return body;
    }
  }
}
