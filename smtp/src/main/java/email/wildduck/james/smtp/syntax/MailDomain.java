package email.wildduck.james.smtp.syntax;

import email.wildduck.james.core.address.AddressNormalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The domain of a mailbox (RFC 5321 §4.1.2 and §4.1.3, RFC 6531 §3.3): a name of letters, digits
 * and hyphens, of U-labels (RFC 5890) or their Punycode, or the literal of an IPv4 or IPv6 address.
 */
final class MailDomain {
  private static final int MAX_LENGTH = 253;
  private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern NUMERIC_START = Pattern.compile("[0-9].*");
  private static final Pattern OCTET = Pattern.compile("25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9]");
  private static final Pattern GROUP = Pattern.compile("[0-9a-f]{1,4}");

  private MailDomain() {}

  static boolean isValid(String text) {
    if (text.startsWith("[")) {
      return text.endsWith("]")
          && isAddress(text.substring(1, text.length() - 1).toLowerCase(Locale.ROOT));
    }
    return text.codePoints().allMatch(Visible::test) && isName(AddressNormalizer.asciiDomain(text));
  }

  private static boolean isName(String domain) {
    String[] labels = domain.split("\\.", -1);
    for (String label : labels) {
      if (!LABEL.matcher(label).matches()) {
        return false;
      }
    }
    // No top-level domain starts with a digit (RFC 3696 §2), and James takes none that does.
    return domain.length() <= MAX_LENGTH
        && !NUMERIC_START.matcher(labels[labels.length - 1]).matches();
  }

  private static boolean isAddress(String literal) {
    return literal.startsWith("ipv6:") ? isIpv6(literal.substring(5)) : isIpv4(literal);
  }

  private static boolean isIpv4(String text) {
    String[] octets = text.split("\\.", -1);
    for (String octet : octets) {
      if (!OCTET.matcher(octet).matches()) {
        return false;
      }
    }
    return octets.length == 4;
  }

  /** Eight groups; {@code ::} stands for one or more, an IPv4 address for the last two. */
  private static boolean isIpv6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, true) == 8;
    }
    int before = text.substring(0, gap).isEmpty() ? 0 : groups(text.substring(0, gap), false);
    int after = text.substring(gap + 2).isEmpty() ? 0 : groups(text.substring(gap + 2), true);
    return before >= 0 && after >= 0 && before + after <= 7;
  }

  /** How many groups there are; -1 when one is none. */
  private static int groups(String text, boolean last) {
    String[] groups = text.split(":", -1);
    int count = 0;
    for (int i = 0; i < groups.length; i++) {
      if (last && i == groups.length - 1 && isIpv4(groups[i])) {
        count += 2;
      } else if (GROUP.matcher(groups[i]).matches()) {
        count++;
      } else {
        return -1;
      }
    }
    return count;
  }
}
