package email.wildduck.james.server;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.name.Names;
import email.wildduck.james.core.config.ConfigurationException;
import org.apache.james.jwt.JwtTokenVerifier;
import org.apache.james.lifecycle.api.StartUpCheck;
import org.apache.james.modules.server.MailQueueRoutesModule;
import org.apache.james.modules.server.MailRepositoriesRoutesModule;
import org.apache.james.modules.server.WebAdminServerModule;

/** James' webadmin with its routes for queues and mail repositories. */
final class AdministrationModule extends AbstractModule {

  @Override
  protected void configure() {
    install(new WebAdminServerModule());
    install(new MailQueueRoutesModule());
    install(new MailRepositoriesRoutesModule());
    Multibinder.newSetBinder(binder(), StartUpCheck.class).addBinding().to(WebAdminPortCheck.class);
    // Elsewhere in James webadmin falls back to the keys of JMAP, which is not here.
    bind(JwtTokenVerifier.class)
        .annotatedWith(Names.named("jmap"))
        .toProvider(
            () -> {
              throw new ConfigurationException(
                  "webadmin.properties: jwt.enabled needs jwt.publickeypem.url");
            });
  }
}
