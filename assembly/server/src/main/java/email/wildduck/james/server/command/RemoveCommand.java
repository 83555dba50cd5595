package email.wildduck.james.server.command;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code remove}: deleted without a word. */
@Command(name = "remove", description = "Deletes deliveries; nobody gets a bounce.")
final class RemoveCommand implements Callable<Integer> {
  @ParentCommand private QueueCommand queue;
  @Mixin private Targets targets;

  @Override
  public Integer call() {
    return targets.apply(queue, new Action("DELETE", "", Map.of(), "removed"));
  }
}
