package email.wildduck.james.smtp.auth;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** How far an exchange has come: the mechanism and the answers so far. Immutable. */
final class AuthExchange {
  /** RFC 4954 §4: how an initial response says that it is empty. */
  private static final String EMPTY = "=";

  private final Mechanism mechanism;
  private final List<byte[]> answers;

  private AuthExchange(Mechanism mechanism, List<byte[]> answers) {
    this.mechanism = mechanism;
    this.answers = answers;
  }

  static AuthExchange begin(Mechanism mechanism) {
    return new AuthExchange(mechanism, List.of());
  }

  /**
   * The exchange with one answer more.
   *
   * @param base64 the answer, without the end of the line
   * @return empty when it is not base64
   */
  Optional<AuthExchange> answered(String base64) {
    try {
      List<byte[]> more = new ArrayList<>(answers);
      more.add(base64.equals(EMPTY) ? new byte[0] : Base64.getDecoder().decode(base64));
      return Optional.of(new AuthExchange(mechanism, more));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether every question has its answer. */
  boolean isComplete() {
    return answers.size() == mechanism.challenges().size();
  }

  /** The next question, in base64; there is one until the exchange is complete. */
  String challenge() {
    return mechanism.challenges().get(answers.size());
  }

  /** What a complete exchange says; empty when it is not of the prescribed form. */
  Optional<Credentials> credentials() {
    return mechanism.credentials(answers);
  }
}
