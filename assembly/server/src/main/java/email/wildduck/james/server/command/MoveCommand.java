package email.wildduck.james.server.command;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code move}: into another zone. */
@Command(name = "move", description = "Puts deliveries into another sending zone.")
final class MoveCommand implements Callable<Integer> {
  @ParentCommand private QueueCommand queue;
  @Mixin private Targets targets;

  @Option(names = "--to", paramLabel = "ZONE", required = true, description = "the other zone")
  private String zone;

  @Option(
      names = "--force",
      description = "also into a zone that the server does not serve, but another one does")
  private boolean force;

  @Override
  public Integer call() {
    return targets.apply(queue, Action.post("move", Map.of("zone", zone, "force", force), "moved"));
  }
}
