package email.wildduck.james.endtoend;

import com.mongodb.client.MongoDatabase;
import email.wildduck.james.endtoend.wildduck.WildDuckApi;
import email.wildduck.james.endtoend.wildduck.WildDuckProcess;

/**
 * A WildDuck and our server on the same MongoDB and Redis, and the outside world. All tests of a
 * run share one; each makes users of its own.
 */
final class MailSuite implements AutoCloseable {
  private final MailSystem system;
  private final RunningServer server;

  private MailSuite(MailSystem system) throws Exception {
    this.system = system;
    this.server = system.installServer().start();
  }

  static MailSuite start() throws Exception {
    return new MailSuite(MailSystem.start("wildduck-run"));
  }

  WildDuckProcess wildDuck() {
    return system.wildDuck();
  }

  WildDuckApi api() {
    return system.api();
  }

  SubmissionServer server() {
    return server.submission();
  }

  OutsideWorld outside() {
    return system.outside();
  }

  /** For what WildDuck's API does not show. */
  MongoDatabase database() {
    return system.database();
  }

  @Override
  public void close() {
    server.close();
    system.close();
  }
}
