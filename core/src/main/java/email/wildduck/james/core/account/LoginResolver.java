package email.wildduck.james.core.account;

import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.address.AddressResolver;
import email.wildduck.james.core.address.ResolvedAddress;
import email.wildduck.james.core.text.JsText;
import java.util.Optional;

/**
 * Finds out which user a login name means: a user name, or any address of the user.
 *
 * <p>A name without {@code @} is a user name. Otherwise the owner of that address is meant
 * (wildcards do not log anyone in), and if there is no such address a user whose name it is.
 */
final class LoginResolver {
  private final AddressResolver addresses;

  LoginResolver(AddressResolver addresses) {
    this.addresses = addresses;
  }

  /**
   * The query for the user; empty for a forwarded address, which has no owner.
   *
   * @throws email.wildduck.james.core.error.TemporaryFailureException if MongoDB does not answer
   */
  Optional<LoginQuery> resolve(String loginName) {
    if (loginName.indexOf('@') < 0) {
      String view = AddressNormalizer.view(loginName);
      return Optional.of(LoginQuery.byNameView(JsText.wellFormed(view)));
    }
    Optional<ResolvedAddress> address = addresses.resolveExact(loginName);
    if (address.isEmpty()) {
      String name = AddressNormalizer.lookup(loginName);
      return Optional.of(LoginQuery.byNameView(JsText.wellFormed(name)));
    }
    return address.get().user().map(LoginQuery::byId);
  }
}
