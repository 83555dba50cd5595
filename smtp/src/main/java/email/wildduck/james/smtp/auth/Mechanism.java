package email.wildduck.james.smtp.auth;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a client is asked for, one question after the other, and what is made of its answers. */
enum Mechanism {
  /** RFC 4616: everything in one answer. */
  PLAIN,
  /** Two questions, for the name and the password. */
  LOGIN;

  private static final String USERNAME = "VXNlcm5hbWU6";
  private static final String PASSWORD = "UGFzc3dvcmQ6";

  /** The mechanism of that name, in any letter case. */
  static Optional<Mechanism> named(String name) {
    String upperCase = name.toUpperCase(Locale.ROOT);
    return Arrays.stream(values()).filter(m -> m.name().equals(upperCase)).findFirst();
  }

  /** The questions, in base64. */
  List<String> challenges() {
    return this == PLAIN ? List.of("") : List.of(USERNAME, PASSWORD);
  }

  /**
   * The credentials in as many answers as there are questions.
   *
   * @return empty when the answers are not of the form that the mechanism prescribes
   */
  Optional<Credentials> credentials(List<byte[]> answers) {
    return this == PLAIN ? Credentials.ofPlain(answers) : Credentials.ofLogin(answers);
  }
}
