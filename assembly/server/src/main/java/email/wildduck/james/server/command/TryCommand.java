package email.wildduck.james.server.command;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code try}: the next attempt is made at once. */
@Command(
    name = "try",
    description = "Makes the next attempt at once; what was set aside is tried again.")
final class TryCommand implements Callable<Integer> {
  @ParentCommand private QueueCommand queue;
  @Mixin private Targets targets;

  @Override
  public Integer call() {
    return targets.apply(queue, Action.post("try-now", Map.of(), "made ready"));
  }
}
