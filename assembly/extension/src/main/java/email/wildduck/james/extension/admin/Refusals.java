package email.wildduck.james.extension.admin;

import org.apache.james.webadmin.utils.ErrorResponder;
import org.apache.james.webadmin.utils.ErrorResponder.ErrorType;
import org.eclipse.jetty.http.HttpStatus;
import spark.HaltException;

/** Answers that say why nothing was done, in James' form. To be thrown. */
final class Refusals {
  private Refusals() {}

  /** 400: a parameter, its value, and what would be right. */
  static HaltException wrong(String name, String value, String whatIsRight) {
    return badRequest(name + " is \"" + value + "\": " + whatIsRight);
  }

  /** 400. */
  static HaltException badRequest(String message) {
    return refusal(HttpStatus.BAD_REQUEST_400, ErrorType.INVALID_ARGUMENT, message);
  }

  /** 403. */
  static HaltException forbidden(String message) {
    return refusal(HttpStatus.FORBIDDEN_403, ErrorType.WRONG_STATE, message);
  }

  /** 404. */
  static HaltException notFound(String message) {
    return refusal(HttpStatus.NOT_FOUND_404, ErrorType.NOT_FOUND, message);
  }

  /** 409: somebody else has what should be changed. */
  static HaltException held(String message) {
    return refusal(HttpStatus.CONFLICT_409, ErrorType.WRONG_STATE, message);
  }

  /** 503: the database is away; the same may succeed later. */
  static HaltException unavailable(Exception cause) {
    return ErrorResponder.builder()
        .statusCode(HttpStatus.SERVICE_UNAVAILABLE_503)
        .type(ErrorType.SERVER_ERROR)
        .message("The queue's database does not answer; nothing may have been done, or part of it")
        .cause(cause)
        .haltError();
  }

  private static HaltException refusal(int status, ErrorType type, String message) {
    return ErrorResponder.builder().statusCode(status).type(type).message(message).haltError();
  }
}
