package email.wildduck.james.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import org.bson.types.ObjectId;

/**
 * What WildDuck answered to a login, in the words of this server.
 *
 * <p>Where WildDuck answers "false" or throws, its log event ({@code gelf}) says why. Three of our
 * reasons it does not tell apart: a forwarded address (no event at all), an empty password (which
 * ZoneMTA refuses before it asks), and the kinds of "Invalid scope".
 */
final class ExpectedOutcome {
  private final JsonNode vector;

  private ExpectedOutcome(JsonNode vector) {
    this.vector = vector;
  }

  static ExpectedOutcome of(JsonNode vector) {
    return new ExpectedOutcome(vector);
  }

  void check(AuthenticationOutcome outcome) {
    JsonNode result = vector.path("outcome").path("result");
    if (result.isObject()) {
      checkAccepted(outcome, result);
    } else {
      checkRefused(outcome);
    }
  }

  private void checkAccepted(AuthenticationOutcome outcome, JsonNode result) {
    assertThat(outcome.refusal().map(Refusal::reason)).isEmpty();
    AuthenticatedUser user = outcome.user().orElseThrow();
    assertThat(user.id()).hasToString(result.path("user").asText());
    assertThat(user.username()).isEqualTo(result.path("username").asText());
    assertThat(user.applicationPassword().map(ObjectId::toHexString))
        .isEqualTo(Optional.ofNullable(result.get("asp")).map(JsonNode::asText));
    assertThat(user.passwordType().label()).isEqualTo(event().path("_password_type").asText());
    assertThat(user.identity().username()).isEqualTo(user.username());
  }

  private void checkRefused(AuthenticationOutcome outcome) {
    Refusal refusal = outcome.refusal().orElseThrow();
    assertThat(refusal.reason()).isEqualTo(reason());
    JsonNode userId = vector.path("outcome").path("userId");
    if (userId.isTextual()) {
      assertThat(refusal.user()).contains(new ObjectId(userId.asText()));
    }
    JsonNode ttl = vector.path("outcome").path("throws").path("ttl");
    if (ttl.isNumber()) {
      assertThat(refusal.retryAfter().orElseThrow())
          .isBetween(Duration.ofSeconds(ttl.asLong() - 10), Duration.ofSeconds(ttl.asLong()));
    } else {
      assertThat(refusal.retryAfter()).isEmpty();
    }
  }

  private RefusalReason reason() {
    if (vector.path("password").asText().isEmpty()) {
      return RefusalReason.INVALID_CREDENTIALS;
    }
    if (vector.path("gelf").isEmpty()) {
      return RefusalReason.FORWARDED_ADDRESS;
    }
    String result = event().path("_auth_result").asText();
    return switch (result) {
      case "unknown" -> RefusalReason.UNKNOWN_USER;
      case "disabled" -> RefusalReason.DISABLED;
      case "suspended" -> RefusalReason.SUSPENDED;
      case "scope_disabled" -> RefusalReason.SCOPE_DISABLED;
      case "ratelimited" -> RefusalReason.RATE_LIMITED;
      default -> failure(event().path("_code").asText());
    };
  }

  private RefusalReason failure(String code) {
    return switch (code) {
      case "AuthFail" -> RefusalReason.WRONG_PASSWORD;
      case "TempPasswordNotYetValid" -> RefusalReason.TEMPORARY_PASSWORD_NOT_ACTIVE;
      case "HashError" -> RefusalReason.UNSUPPORTED_HASH;
      case "InvalidAuthScope" -> invalidScope();
      default -> throw new IllegalArgumentException("Unknown code in vectors: " + code);
    };
  }

  private RefusalReason invalidScope() {
    if (event().path("_password_type").asText().equals("asp")) {
      return RefusalReason.INVALID_SCOPE_APPLICATION_PASSWORD;
    }
    return vector.path("password").asText().equals("temppass")
        ? RefusalReason.INVALID_SCOPE_TEMPORARY_PASSWORD
        : RefusalReason.INVALID_SCOPE_SECOND_FACTOR;
  }

  /** The last event of a login tells its end. */
  private JsonNode event() {
    JsonNode events = vector.path("gelf");
    return events.path(events.size() - 1);
  }
}
