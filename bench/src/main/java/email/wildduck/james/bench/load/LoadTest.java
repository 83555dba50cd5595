package email.wildduck.james.bench.load;

import email.wildduck.james.embedded.client.Conversation;
import email.wildduck.james.embedded.client.SmtpClient;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * The server and a ZoneMTA under the same load, in turn. Prints Markdown tables.
 *
 * <p>Arguments: what a run needs ({@link LoadOptions}: folder of the distribution, folder with
 * {@code node_modules}, folder for homes and logs), then what is to differ from a full run: {@link
 * LoadOptions#with}.
 */
public final class LoadTest {
  private static final int FOLDERS = 3;

  private LoadTest() {}

  public static void main(String[] arguments) throws Exception {
    LoadOptions options =
        LoadOptions.full(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
    for (String argument : List.of(arguments).subList(FOLDERS, arguments.length)) {
      options = options.with(argument);
    }
    run(options, System.out, System.err);
  }

  /**
   * Measures.
   *
   * @param report for the tables
   * @param progress is told what has been measured so far
   */
  static void run(LoadOptions options, PrintStream report, PrintStream progress)
      throws IOException, InterruptedException, TimeoutException {
    Files.createDirectories(options.folder());
    try (LoadSink sink = new LoadSink()) {
      List<Ceiling> ceilings = ceilings(options, sink);
      try (Contest contest = Contest.start(options, sink)) {
        new LoadReport(options, ceilings, contest.run(progress)).print(report);
      }
    }
  }

  /** What the sink takes from clients while there is nothing else to do. */
  private static List<Ceiling> ceilings(LoadOptions options, LoadSink sink)
      throws IOException, InterruptedException {
    Connections direct =
        () -> {
          SmtpClient client = SmtpClient.connect("127.0.0.1", sink.port(), Conversation.silent());
          LoadClient.expect(250, client.command("EHLO client.example.net"));
          return client;
        };
    List<Ceiling> ceilings = new ArrayList<>();
    for (int kilobytes : options.cases().stream().map(LoadCase::kilobytes).distinct().toList()) {
      Crowd crowd = new Crowd(new LoadCase(kilobytes, 10, 1, true), direct);
      Duration time = options.sending().dividedBy(2);
      crowd.send(time);
      ceilings.add(new Ceiling(kilobytes, crowd.send(time).rate()));
    }
    return ceilings;
  }
}
