package email.wildduck.james.extension.delivery;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import email.wildduck.james.delivery.suppress.RecentSuppressions;
import email.wildduck.james.delivery.suppress.SuppressionAdministration;
import email.wildduck.james.extension.store.Stores;
import java.time.Clock;

/** The suppression list. */
public final class SuppressionModule extends AbstractModule {
  /** Three megabytes. */
  private static final int LARGEST_KEPT = 10_000;

  @Override
  protected void configure() {
    bind(SuppressionIndexes.class).asEagerSingleton();
  }

  @Provides
  @Singleton
  RecentSuppressions recent(Stores stores) {
    return new RecentSuppressions(stores.mongo().sender(), LARGEST_KEPT, System::nanoTime);
  }

  @Provides
  @Singleton
  SuppressionAdministration administration(Stores stores, Clock clock) {
    return new SuppressionAdministration(stores.mongo().sender(), clock);
  }
}
