package email.wildduck.james.core.dkim;

import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.from.Authors;
import email.wildduck.james.core.message.RawMessage;
import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides which domains sign a message, topmost signature first.
 *
 * <ul>
 *   <li>A message of our users: the domains of From, which is what DMARC asks for; then that of
 *       MAIL FROM; then that of the sending host.
 *   <li>A message that is forwarded: From and MAIL FROM are what a stranger wrote, and a signature
 *       of theirs would tell the world that the stranger is one of our users. The domain that MAIL
 *       FROM was rewritten to signs, and the sending host's, each with a key of its own and only if
 *       it does not vouch for an author: when no From address is of the same organization (DMARC's
 *       relaxed alignment, RFC 7489 §3.1.1). Since this has no list of public suffixes, two domains
 *       are taken for one organization when their last two labels are the same, which errs towards
 *       no signature.
 * </ul>
 */
public final class Signatories {
  /** A message with authors of more domains is no message that people write. */
  private static final int MAX_AUTHORS = 5;

  private static final int ORGANIZATION_LABELS = 2;

  private Signatories() {}

  /**
   * For a message of our users, or of this system to them.
   *
   * @param mailFrom empty for the null sender
   * @param hosts the names of the sending host that sign too
   */
  public static List<Signatory> ofOurs(RawMessage message, String mailFrom, Set<String> hosts)
      throws IOException {
    List<String> domains = new ArrayList<>(authorsOf(message).domains());
    domains.subList(Math.min(MAX_AUTHORS, domains.size()), domains.size()).clear();
    domains.add(domainOf(mailFrom));
    domains.addAll(hosts);
    return each(domains, Signatory::withAnyKey);
  }

  /**
   * For a message that is forwarded.
   *
   * @param rewritten MAIL FROM after rewriting; empty when it was not rewritten
   * @param hosts the names of the sending host that sign too
   */
  public static List<Signatory> ofForwarded(RawMessage message, String rewritten, Set<String> hosts)
      throws IOException {
    Authors authors = authorsOf(message);
    if (!authors.isUnderstood()) {
      return List.of();
    }
    List<String> domains = new ArrayList<>(List.of(domainOf(rewritten)));
    domains.addAll(hosts);
    domains.removeIf(
        domain -> authors.domains().stream().anyMatch(author -> isOneOrganization(author, domain)));
    return each(domains, Signatory::withOwnKey);
  }

  private static Authors authorsOf(RawMessage message) throws IOException {
    return Authors.of(SentForm.of(message).headers());
  }

  private static List<Signatory> each(List<String> domains, Function<String, Signatory> signatory) {
    Map<String, Signatory> once = new LinkedHashMap<>();
    for (String domain : domains) {
      if (isDomain(domain)) {
        once.putIfAbsent(AddressNormalizer.normalizeDomain(domain), signatory.apply(domain));
      }
    }
    return List.copyOf(once.values());
  }

  /** An address literal has no key. */
  private static boolean isDomain(String name) {
    return !name.isEmpty() && !name.startsWith("[");
  }

  private static String domainOf(String address) {
    return address.substring(address.lastIndexOf('@') + 1);
  }

  private static boolean isOneOrganization(String one, String other) {
    return organization(one).equals(organization(other));
  }

  /** Spellings that a lenient reader takes for the same domain are the same here. */
  private static String organization(String domain) {
    String plain = Normalizer.normalize(domain, Normalizer.Form.NFKC).replace('\u3002', '.');
    String[] labels = AddressNormalizer.asciiDomain(plain).split("\\.");
    return Arrays.stream(labels)
        .skip(Math.max(0, labels.length - ORGANIZATION_LABELS))
        .collect(Collectors.joining("."));
  }
}
