package email.wildduck.james.extension;

import email.wildduck.james.core.account.LoginJournal;
import email.wildduck.james.core.account.LoginJournalWriter;
import email.wildduck.james.core.settings.Settings;
import email.wildduck.james.extension.store.Stores;
import java.time.Clock;
import javax.annotation.PreDestroy;
import javax.inject.Inject;

/**
 * The books of accepted logins, and the thread that writes what was counted. Made eagerly and from
 * the stores, so that the last of it is written before they close.
 */
public final class ManagedLoginJournal {
  private final LoginJournal journal;
  private final LoginJournalWriter writer;

  @Inject
  public ManagedLoginJournal(Stores stores, Settings settings, Clock clock) {
    journal = new LoginJournal(stores.mongo().users(), settings, clock);
    writer = LoginJournalWriter.start(journal);
  }

  /** One for all ports. */
  public LoginJournal journal() {
    return journal;
  }

  /** Writes what is left; called by James when the ports are closed. */
  @PreDestroy
  public void close() {
    writer.close();
  }
}
