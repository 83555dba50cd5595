package email.wildduck.james.core.relay;

import email.wildduck.james.core.from.SenderAccount;
import email.wildduck.james.core.from.SenderAccounts;
import java.util.Optional;
import org.bson.types.ObjectId;

/**
 * Finds the relay of a user: collection {@code users}, field {@code mtaRelay}, {@code {id, type,
 * value}} with the URL in {@code value}. No query when the account was read within the last second.
 * Thread-safe.
 */
public final class UserRelays {
  private final SenderAccounts accounts;

  /** The accounts remember for a second what they have read. */
  public UserRelays(SenderAccounts accounts) {
    this.accounts = accounts;
  }

  /**
   * The relay of the user of that id; empty when there is no such user or it has none.
   *
   * @throws email.wildduck.james.core.error.TemporaryFailureException when the database does not
   *     answer
   */
  public Optional<UserRelay> find(ObjectId id) {
    return accounts
        .recent(id)
        .map(SenderAccount::relay)
        .map(String::trim)
        .filter(url -> !url.isEmpty())
        .map(UserRelay::of);
  }
}
