package email.wildduck.james.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import email.wildduck.james.server.command.QueueCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code james-wildduck queue} in this process. */
record Shell(Path home, Map<String, String> environment) {

  Shell(Path home) {
    this(home, Map.of());
  }

  /** What a command printed and how it ended. */
  record Result(int exitCode, String output, String errors) {}

  Result queue(String... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int exitCode =
        new QueueCommand(home, environment)
            .run(
                List.of(arguments),
                new PrintStream(output, true, UTF_8),
                new PrintStream(errors, true, UTF_8));
    return new Result(exitCode, output.toString(UTF_8), errors.toString(UTF_8));
  }

  /** What it printed; it must have done its work. */
  String said(String... arguments) {
    Result result = queue(arguments);
    if (result.exitCode() != 0) {
      throw new AssertionError(List.of(arguments) + ": " + result);
    }
    return result.output();
  }
}
