package email.wildduck.james.server;

import email.wildduck.james.server.command.QueueCommand;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The command line: {@code run [--demo]}, {@code check-config}, {@code demo [--once]}, {@code queue
 * ...}.
 */
public final class Main {
  private static final int USAGE = 2;

  private Main() {}

  /**
   * Runs a command.
   *
   * @param arguments the command and its options; the folder with {@code conf/} is the system
   *     property {@code working.directory}
   */
  public static void main(String[] arguments) {
    List<String> words = Arrays.asList(arguments);
    String command = words.isEmpty() ? "" : words.get(0);
    Path home = Path.of(System.getProperty("working.directory", ".")).toAbsolutePath().normalize();
    switch (command) {
      case "run" -> System.exit(new RunCommand(home, words.contains("--demo")).run());
      case "demo" -> System.exit(new DemoCommand(words.contains("--once")).run());
      case "check-config" -> System.exit(new CheckConfigCommand(home).run());
      case "queue" ->
          System.exit(
              new QueueCommand(home, System.getenv())
                  .run(words.subList(1, words.size()), Console.output(), Console.errors()));
      default -> {
        Console.error(
            "usage: james-wildduck run [--demo] | check-config | demo [--once] | queue COMMAND");
        System.exit(USAGE);
      }
    }
  }
}
