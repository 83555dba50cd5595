package email.wildduck.james.server;

import com.google.inject.Module;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.util.Modules;
import email.wildduck.james.extension.WildDuckModule;
import java.nio.file.Path;
import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.james.GuiceJamesServer;
import org.apache.james.NaiveDelegationStoreModule;
import org.apache.james.lifecycle.api.StartUpCheck;
import org.apache.james.modules.MailetProcessingModule;
import org.apache.james.modules.protocols.ProtocolHandlerModule;
import org.apache.james.modules.protocols.SMTPServerModule;
import org.apache.james.modules.server.DKIMMailetModule;
import org.apache.james.modules.server.HostnameModule;
import org.apache.james.modules.server.MailetContainerModule.DefaultProcessorsConfigurationSupplier;
import org.apache.james.modules.server.RawPostDequeueDecoratorModule;
import org.apache.james.modules.server.TaskManagerModule;
import org.apache.james.server.core.configuration.Configuration;

/** Puts the server together from James' modules and our own. */
public final class WildDuckServer {
  private WildDuckServer() {}

  /**
   * A server that has not been started.
   *
   * @param home the folder with {@code conf/}; mail repositories and logs are kept below it
   */
  static GuiceJamesServer in(Path home) {
    return onEmbeddedStores(home)
        .combineWith(
            binder ->
                Multibinder.newSetBinder(binder, StartUpCheck.class)
                    .addBinding()
                    .to(EmbeddedStoresCheck.class));
  }

  /** The same, for stores that may forget everything: demo and tests. */
  public static GuiceJamesServer onEmbeddedStores(Path home) {
    return GuiceJamesServer.forConfiguration(
            Configuration.builder().workingDirectory(home.toFile()).build())
        .combineWith(modules());
  }

  private static Module modules() {
    // Start order is the order here: the pipeline has to run before the first port is open.
    return Modules.combine(
        new WildDuckModule(),
        new MongoQueueModule(),
        new DataModule(),
        new NaiveDelegationStoreModule(),
        new TaskManagerModule(),
        new HostnameModule(),
        new RawPostDequeueDecoratorModule(),
        new MailetProcessingModule(),
        new DKIMMailetModule(),
        binder ->
            binder
                .bind(DefaultProcessorsConfigurationSupplier.class)
                .toInstance(BaseHierarchicalConfiguration::new),
        new ProtocolHandlerModule(),
        Modules.override(new SMTPServerModule()).with(new SubmissionPortsModule()),
        new AdministrationModule(),
        new EgressModule());
  }
}
