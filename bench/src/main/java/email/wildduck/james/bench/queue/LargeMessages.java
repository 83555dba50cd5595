package email.wildduck.james.bench.queue;

import email.wildduck.james.embedded.MongoForTest;
import email.wildduck.james.embedded.TestStores;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Large messages through a process with a small heap, from a queue of James to the end of their
 * deliveries. The process has nothing else in it: the embedded store is in this one.
 *
 * <p>Arguments: messages (1000), bytes of each (1048576), megabytes of heap (128).
 */
public final class LargeMessages {
  private LargeMessages() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println(
        run(
            arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000,
            arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1024 * 1024,
            arguments.length > 2 ? Integer.parseInt(arguments[2]) : 128));
    // the embedded server is for tests and lives as long as the process
    System.exit(0);
  }

  /**
   * What the process has to say in the end.
   *
   * @throws IllegalStateException when it failed, as it does when its memory is not enough
   */
  static String run(int messages, int bytes, int heap) throws IOException, InterruptedException {
    try (MongoForTest mongo = TestStores.newMongo()) {
      Process process =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-Xmx" + heap + "m",
                      "-XX:+ExitOnOutOfMemoryError",
                      "-cp",
                      classPath(),
                      LargeMessagesProcess.class.getName(),
                      mongo.uri(),
                      mongo.databaseName(),
                      String.valueOf(messages),
                      String.valueOf(bytes)))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("the process with the small heap failed: " + said);
      }
      return said;
    }
  }

  /** The tests of a build get theirs in a file that names the folders. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
        .replace(';', File.pathSeparatorChar);
  }
}
