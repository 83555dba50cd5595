package email.wildduck.james.core.from;

import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.address.AddressResolver;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Decides which addresses a user may send as.
 *
 * <p>WildDuck's rule: the addresses of their {@code fromWhitelist}; the addresses that resolve to
 * them, through domain aliases and wildcards too; the forwarded addresses of which a target is
 * theirs. Labels, dots and case never matter. Besides that the main address, which is the one that
 * others are replaced by. Only what is one well-formed address can be somebody's.
 */
public final class OwnedAddresses {
  private final AddressResolver resolver;

  /**
   * @param resolver finds whom an address belongs to
   */
  public OwnedAddresses(AddressResolver resolver) {
    this.resolver = resolver;
  }

  /**
   * Whether the user may send as that address. The main address and the whitelist are tried before
   * the database is asked.
   *
   * @throws email.wildduck.james.core.error.TemporaryFailureException if the database does not
   *     answer
   */
  public boolean allowed(String address, SenderAccount account) {
    return remembering(account).test(address);
  }

  /**
   * {@link #allowed} for one user, remembering the answers: made for one message, so that an
   * address that stands in it several times is looked up once. Not thread-safe.
   */
  public Predicate<String> remembering(SenderAccount account) {
    Map<String, Boolean> answers = new HashMap<>();
    return address ->
        AddrSpec.isWellFormed(address)
            && answers.computeIfAbsent(
                AddressNormalizer.lookup(address), lookup -> owns(account, lookup));
  }

  private boolean owns(SenderAccount account, String lookup) {
    return isMain(lookup, account)
        || account.fromWhitelist().stream().anyMatch(e -> FromWhitelist.covers(e, lookup))
        || resolver.resolve(lookup).filter(found -> found.belongsTo(account.id())).isPresent();
  }

  private static boolean isMain(String lookup, SenderAccount account) {
    String main = account.address();
    return lookup.equals(AddressNormalizer.lookup(main))
        || lookup.equals(AddressNormalizer.lookup(AddressNormalizer.envelope(main)));
  }
}
