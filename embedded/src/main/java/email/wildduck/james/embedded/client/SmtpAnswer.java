package email.wildduck.james.embedded.client;

import java.util.List;

/**
 * A server's reply.
 *
 * @param code the reply code
 * @param lines the lines as they came, code included
 */
public record SmtpAnswer(int code, List<String> lines) {

  /** Makes the value immutable. */
  public SmtpAnswer {
    lines = List.copyOf(lines);
  }

  /** The last line without the code. */
  public String text() {
    String last = lines.get(lines.size() - 1);
    return last.length() > 4 ? last.substring(4) : "";
  }

  /** The reply as one text. */
  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
