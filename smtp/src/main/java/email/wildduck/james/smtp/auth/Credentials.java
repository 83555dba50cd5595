package email.wildduck.james.smtp.auth;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A name and a password as a client gave them. Never prints the password. Immutable. */
final class Credentials {
  private static final int PLAIN_PARTS = 3;

  private final String name;
  private final String password;

  private Credentials(String name, String password) {
    this.name = name;
    this.password = password;
  }

  /**
   * From the answers to LOGIN: name and password, UTF-8.
   *
   * @return empty when the name holds control characters
   */
  static Optional<Credentials> ofLogin(List<byte[]> answers) {
    return checked(text(answers.get(0)), text(answers.get(1)));
  }

  /**
   * From the answer to PLAIN (RFC 4616): {@code [authzid] NUL authcid NUL password}, UTF-8. The
   * user is the authcid, or the authzid where that is empty; nobody can act for somebody else, so
   * that an authzid beside an authcid means nothing.
   *
   * @return empty when it has not three parts or the name holds control characters
   */
  static Optional<Credentials> ofPlain(List<byte[]> answers) {
    String[] parts = text(answers.get(0)).split("\0", -1);
    if (parts.length != PLAIN_PARTS) {
      return Optional.empty();
    }
    return checked(parts[1].isEmpty() ? parts[0] : parts[1], parts[2]);
  }

  String name() {
    return name;
  }

  String password() {
    return password;
  }

  private static Optional<Credentials> checked(String name, String password) {
    return name.chars().anyMatch(Character::isISOControl)
        ? Optional.empty()
        : Optional.of(new Credentials(name, password));
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "Credentials[" + name.length() + " characters]";
  }
}
