package email.wildduck.james.core.account;

import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.address.AddressResolver;
import email.wildduck.james.core.address.ResolvedAddress;
import email.wildduck.james.core.text.JsText;
import java.util.Optional;
import org.bson.types.ObjectId;

/**
 * Finds the user whom a trusted proxy vouches for with {@code XCLIENT LOGIN=}: no password is asked
 * for, nothing is counted and nothing is written. Whether the account may be used is not asked here
 * either, since MAIL asks it; second factors do not matter. Thread-safe.
 */
public final class XclientLogins {
  private final AccountRepository accounts;
  private final AddressResolver addresses;

  /**
   * @param users the database with {@code users}, {@code addresses} and {@code domainaliases}
   */
  public XclientLogins(MongoDatabase users) {
    this.accounts = new AccountRepository(users);
    this.addresses = AddressResolver.on(users);
  }

  /**
   * The user of a login: 24 hexadecimal digits are a user's id; what has no {@code @} is a user
   * name, dots and letter case aside; anything else is an address, which must be the user's own:
   * wildcards and forwarded addresses are nobody's. One round trip, for an address two to four.
   *
   * @return empty if there is no such user
   * @throws email.wildduck.james.core.error.TemporaryFailureException if MongoDB does not answer
   */
  public Optional<AuthenticatedUser> find(String login) {
    if (!LoginAttempt.isUsableName(login)) {
      return Optional.empty();
    }
    return query(login)
        .flatMap(accounts::find)
        .map(account -> AuthenticatedUser.vouchedFor(account, login));
  }

  private Optional<LoginQuery> query(String login) {
    if (ObjectId.isValid(login)) {
      return Optional.of(LoginQuery.byId(new ObjectId(login)));
    }
    if (login.indexOf('@') < 0) {
      return Optional.of(LoginQuery.byNameView(JsText.wellFormed(AddressNormalizer.view(login))));
    }
    return addresses.resolveExact(login).flatMap(ResolvedAddress::user).map(LoginQuery::byId);
  }
}
