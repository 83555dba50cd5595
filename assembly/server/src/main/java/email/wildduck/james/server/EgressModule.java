package email.wildduck.james.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import com.google.inject.Scopes;
import com.google.inject.multibindings.ProvidesIntoSet;
import email.wildduck.james.extension.queue.Egress;
import org.apache.james.lifecycle.api.Startable;
import org.apache.james.utils.InitializationOperation;
import org.apache.james.utils.InitilizationOperationBuilder;

/** Delivers from the sending zones when everything else has started. */
final class EgressModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(Egress.class).in(Scopes.SINGLETON);
  }

  /** Made only then: James closes in the reverse order. */
  @ProvidesIntoSet
  InitializationOperation start(Provider<Egress> egress) {
    return InitilizationOperationBuilder.forClass(StartedLast.class)
        .init(() -> egress.get().start());
  }

  /** James starts what it knows to need a start first. */
  private interface StartedLast extends Startable {}
}
