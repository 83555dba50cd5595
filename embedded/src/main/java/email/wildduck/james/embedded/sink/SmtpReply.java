package email.wildduck.james.embedded.sink;

import java.util.Objects;

/**
 * A scripted reply. A code of 400 and above refuses; 421 also ends the connection.
 *
 * @param code the reply code, or 0 for {@link #HANG_UP}
 * @param text what follows it, with line breaks for a reply of several lines
 */
public record SmtpReply(int code, String text) {

  /** No reply at all: the connection is closed. */
  public static final SmtpReply HANG_UP = new SmtpReply(0, "");

  public SmtpReply {
    Objects.requireNonNull(text, "text");
    if (code != 0 && (code < 200 || code > 599)) {
      throw new IllegalArgumentException("Not an SMTP reply code: " + code);
    }
  }

  boolean isHangUp() {
    return code == 0;
  }

  boolean refuses() {
    return code >= 400;
  }

  boolean closes() {
    return isHangUp() || code == 421;
  }

  /** The reply as it goes over the wire. */
  String lines() {
    String[] lines = text.split("\n", -1);
    StringBuilder wire = new StringBuilder();
    for (int i = 0; i < lines.length; i++) {
      wire.append(code).append(i < lines.length - 1 ? '-' : ' ').append(lines[i]).append("\r\n");
    }
    return wire.toString();
  }
}
