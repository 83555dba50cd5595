package email.wildduck.james.core.from;

import email.wildduck.james.core.address.AddressNormalizer;

/**
 * One entry of {@code fromWhitelist}, by WildDuck's rules but for one: what follows a leading
 * {@code *} must end the address. (WildDuck looks for it anywhere, so that its {@code
 * *@good.example} lets {@code x@good.example.evil.example} pass.)
 */
final class FromWhitelist {
  private FromWhitelist() {}

  /**
   * Whether the entry covers an address. Both are compared without label, dots and case. {@code
   * *@domain} and {@code *end@domain} cover by the end, {@code local@*} and {@code local@start*} by
   * the beginning; any other entry is the address itself. An entry without {@code @} is taken as a
   * domain and covers nothing.
   *
   * @param address an address in its {@link AddressNormalizer#lookup} form
   */
  static boolean covers(String entry, String address) {
    String pattern = AddressNormalizer.lookup(entry);
    return pattern.equals(address)
        || (pattern.startsWith("*") && address.endsWith(pattern.substring(1)))
        || (pattern.endsWith("*") && address.startsWith(withoutLast(pattern)));
  }

  private static String withoutLast(String pattern) {
    return pattern.substring(0, pattern.length() - 1);
  }
}
