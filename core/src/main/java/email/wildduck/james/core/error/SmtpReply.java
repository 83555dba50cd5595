package email.wildduck.james.core.error;

import java.io.Serializable;
import java.util.Objects;

/**
 * An SMTP reply of one line: reply code (RFC 5321 §4.2), enhanced status code (RFC 3463) and text.
 */
public final class SmtpReply implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final String enhancedStatus;
  private final String text;

  private SmtpReply(int code, String enhancedStatus, String text) {
    this.code = code;
    this.enhancedStatus = enhancedStatus;
    this.text = text;
  }

  /**
   * @param code reply code, 200 to 599
   * @param enhancedStatus {@code class.subject.detail}; its class is the first digit of {@code
   *     code}
   * @param text printable ASCII, one line
   * @throws IllegalArgumentException when one of them is not as described
   */
  public static SmtpReply of(int code, String enhancedStatus, String text) {
    Objects.requireNonNull(text, "text");
    if (code < 200 || code > 599) {
      throw new IllegalArgumentException("not a reply code: " + code);
    }
    if (!enhancedStatus.matches("[245]\\.\\d{1,3}\\.\\d{1,3}")
        || enhancedStatus.charAt(0) - '0' != code / 100) {
      throw new IllegalArgumentException(
          "enhanced status code " + enhancedStatus + " does not go with reply code " + code);
    }
    if (!text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("the text of a reply is one line of printable ASCII");
    }
    return new SmtpReply(code, enhancedStatus, text);
  }

  /** {@code 451 4.3.0}: something on this side is in the way. */
  public static SmtpReply temporaryFailure() {
    return of(451, "4.3.0", "Temporary failure, please try again later");
  }

  /** The reply code. */
  public int code() {
    return code;
  }

  /** The enhanced status code. */
  public String enhancedStatus() {
    return enhancedStatus;
  }

  /** The text behind both codes. */
  public String text() {
    return text;
  }

  /** Whether the client may try the same again later. */
  public boolean isTemporary() {
    return code / 100 == 4;
  }

  /** What stands behind the reply code on the wire: enhanced status code and text. */
  public String description() {
    return enhancedStatus + " " + text;
  }

  @Override
  public String toString() {
    return code + " " + description();
  }
}
