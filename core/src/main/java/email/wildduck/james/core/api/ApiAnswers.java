package email.wildduck.james.core.api;

import java.util.Map;
import java.util.Optional;
import org.bson.BSONException;
import org.bson.Document;
import org.bson.json.JsonParseException;

/**
 * Reads answers of the API: JSON objects with {@code success: true}, or with {@code error} and
 * {@code code}.
 */
final class ApiAnswers {
  private static final Map<String, ApiFailure> CODES =
      Map.of(
          "NoSuchMailbox", ApiFailure.NO_SUCH_MAILBOX,
          "TRYCREATE", ApiFailure.NO_SUCH_MAILBOX,
          "OverQuotaError", ApiFailure.OVER_QUOTA,
          "UserNotFound", ApiFailure.REFUSED,
          "UserDisabled", ApiFailure.REFUSED,
          "InputValidationError", ApiFailure.REFUSED,
          "EmptyMessage", ApiFailure.REFUSED);

  private static final int TOO_LARGE = 413;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int REQUEST_TIMEOUT = 408;

  private ApiAnswers() {}

  /**
   * The answer to a request that succeeded.
   *
   * @throws ApiException when it did not
   */
  static Document successful(int status, String body) {
    Document answer = parsed(body).orElseGet(Document::new);
    if (status == 200 && Boolean.TRUE.equals(answer.get("success"))) {
      return answer;
    }
    throw new ApiException(failureOf(status, answer), describe(status, answer));
  }

  private static Optional<Document> parsed(String body) {
    try {
      return Optional.of(Document.parse(body));
    } catch (JsonParseException | BSONException | IllegalStateException | NumberFormatException e) {
      // a proxy's page, for example; the status says enough
      return Optional.empty();
    }
  }

  private static ApiFailure failureOf(int status, Document answer) {
    ApiFailure known = CODES.get(text(answer, "code"));
    if (known != null) {
      return known;
    }
    if (status == TOO_LARGE) {
      return ApiFailure.REFUSED;
    }
    boolean faultOfTheRequest =
        status >= 300 && status < 500 && status != TOO_MANY_REQUESTS && status != REQUEST_TIMEOUT;
    // An answer that is no JSON at all did not come from the API.
    return faultOfTheRequest || status == 200 && answer.isEmpty()
        ? ApiFailure.MISCONFIGURED
        : ApiFailure.UNAVAILABLE;
  }

  private static String describe(int status, Document answer) {
    String code = text(answer, "code");
    String error = text(answer, "error");
    // WildDuck says it in "message" when the token is wrong.
    String reason = error.isEmpty() ? text(answer, "message") : error;
    StringBuilder description = new StringBuilder("WildDuck's API answered ").append(status);
    if (!code.isEmpty()) {
      description.append(' ').append(code);
    }
    if (!reason.isEmpty()) {
      description.append(": ").append(reason);
    }
    return description.toString();
  }

  private static String text(Document answer, String field) {
    Object value = answer.get(field);
    return value instanceof String ? (String) value : "";
  }
}
