package email.wildduck.james.server.ledger;

import com.google.inject.multibindings.OptionalBinder;
import email.wildduck.james.queue.store.QueueHooks;
import email.wildduck.james.server.WildDuckServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.james.GuiceJamesServer;

/** The server, as it is, with hooks that end or stop its process where a test wants it. */
public final class LedgerNode {
  static final String READY = "ready";

  private LedgerNode() {}

  /** Runs until SIGTERM; the folder with {@code conf/} is the property working.directory. */
  public static void main(String[] arguments) {
    Path home = Path.of(System.getProperty("working.directory"));
    System.setProperty("james.exit.on.startup.error", "false");
    GuiceJamesServer server =
        WildDuckServer.onEmbeddedStores(home)
            .combineWith(
                binder ->
                    OptionalBinder.newOptionalBinder(binder, QueueHooks.class)
                        .setBinding()
                        .toInstance(new Interruption(home)));
    try {
      server.start();
      Files.writeString(home.resolve(READY), "");
      Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop"));
    } catch (Exception e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }
}
