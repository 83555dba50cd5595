package email.wildduck.james.smtp.syntax;

import java.util.Optional;

/** An address cut into local part and domain, neither of them checked. */
final class AddressParts {
  private final String local;
  private final String domain;

  private AddressParts(String local, String domain) {
    this.local = local;
    this.domain = domain;
  }

  /** Empty unless there is exactly one {@code @} outside quotes, with something on both sides. */
  static Optional<AddressParts> of(String text) {
    int at = text.startsWith("\"") ? closingQuote(text) + 1 : text.indexOf('@');
    if (at <= 0
        || at >= text.length() - 1
        || text.charAt(at) != '@'
        || text.indexOf('@', at + 1) >= 0) {
      return Optional.empty();
    }
    return Optional.of(new AddressParts(text.substring(0, at), text.substring(at + 1)));
  }

  String local() {
    return local;
  }

  String domain() {
    return domain;
  }

  private static int closingQuote(String text) {
    for (int i = 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == '"') {
        return i;
      }
    }
    return -1;
  }
}
