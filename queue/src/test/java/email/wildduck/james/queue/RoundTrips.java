package email.wildduck.james.queue;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes the commands that a client sends for documents, as {@code <command> <collection>}. */
public final class RoundTrips implements CommandListener {
  private static final Set<String> COUNTED =
      Set.of(
          "find",
          "getMore",
          "insert",
          "update",
          "delete",
          "findAndModify",
          "aggregate",
          "distinct");

  private final List<String> commands = new CopyOnWriteArrayList<>();

  @Override
  public void commandStarted(CommandStartedEvent event) {
    String name = event.getCommandName();
    if (COUNTED.contains(name)) {
      String collection = name.equals("getMore") ? "collection" : name;
      commands.add(name + " " + event.getCommand().getString(collection).getValue());
    }
  }

  /** Those since the last call. */
  public List<String> next() {
    List<String> since = List.copyOf(commands);
    commands.clear();
    return since;
  }

  public boolean contains(String command) {
    return commands.contains(command);
  }
}
