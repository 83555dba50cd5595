package email.wildduck.james.server;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a person at the terminal reads, beside the log. */
final class Console {
  private static final PrintStream OUT = stream(FileDescriptor.out);
  private static final PrintStream ERROR = stream(FileDescriptor.err);

  private Console() {}

  /** A line for standard output. */
  static void say(String line) {
    OUT.println(line);
  }

  /** A line for standard error. */
  static void error(String line) {
    ERROR.println(line);
  }

  /** Standard output, for what is no line. */
  static PrintStream output() {
    return OUT;
  }

  /** Standard error, for what is no line. */
  static PrintStream errors() {
    return ERROR;
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
