package email.wildduck.james.core.dkim;

import email.wildduck.james.core.address.AddressNormalizer;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** A domain in the form of the {@code d=} tag: ASCII, punycode where needed. */
final class SigningDomain {
  /** RFC 6376 §3.5, with the underscore that real host names have. */
  private static final Pattern LABELS =
      Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?");

  private static final int MAX_LENGTH = 253;

  private SigningDomain() {}

  /** Empty when no signature can name that domain: an address literal, for example. */
  static Optional<String> toAscii(String domain) {
    if (domain.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    return Optional.of(AddressNormalizer.asciiDomain(domain)).filter(SigningDomain::isDotted);
  }

  /** Whether a text can stand in a {@code d=} or {@code s=} tag. */
  static boolean isDotted(String text) {
    return text.length() <= MAX_LENGTH
        && Arrays.stream(text.split("\\.", -1)).allMatch(l -> LABELS.matcher(l).matches());
  }
}
