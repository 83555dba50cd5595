package email.wildduck.james.endtoend.wildduck;

import com.fasterxml.jackson.databind.JsonNode;

/** WildDuck's API did not do what it was asked for. */
public final class ApiRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  ApiRefusal(String request, int status, JsonNode answer) {
    super(request + " was answered with " + status + " " + answer);
    this.code = answer.path("code").asText();
  }

  /** WildDuck's code of the error, as {@code AuthFailed}. */
  public String code() {
    return code;
  }
}
