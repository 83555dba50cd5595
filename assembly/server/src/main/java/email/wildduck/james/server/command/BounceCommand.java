package email.wildduck.james.server.command;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code bounce}: back to the sender. */
@Command(name = "bounce", description = "Sends deliveries back to the sender with a reason.")
final class BounceCommand implements Callable<Integer> {
  @ParentCommand private QueueCommand queue;
  @Mixin private Targets targets;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "what the sender is told")
  private String reason;

  @Override
  public Integer call() {
    return targets.apply(
        queue, Action.post("bounce", Map.of("reason", reason), "marked to be bounced"));
  }
}
