package email.wildduck.james.endtoend;

import email.wildduck.james.server.WildDuckServer;
import java.nio.file.Path;
import org.apache.james.GuiceJamesServer;

/** Our server in this process. */
final class RunningServer implements AutoCloseable {
  private final GuiceJamesServer server;
  private final SubmissionServer submission;

  private RunningServer(GuiceJamesServer server, SubmissionServer submission) {
    this.server = server;
    this.submission = submission;
  }

  /**
   * Starts a server.
   *
   * @param home with {@code conf/}
   * @param submission where it will take mail
   */
  static RunningServer start(Path home, SubmissionServer submission) throws Exception {
    System.setProperty("james.exit.on.startup.error", "false");
    GuiceJamesServer server = WildDuckServer.onEmbeddedStores(home);
    server.start();
    return new RunningServer(server, submission);
  }

  /** Where mail programs find it. */
  SubmissionServer submission() {
    return submission;
  }

  /** Stops it in order. */
  @Override
  public void close() {
    server.stop();
  }
}
