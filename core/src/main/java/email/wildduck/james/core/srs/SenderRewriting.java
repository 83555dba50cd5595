package email.wildduck.james.core.srs;

import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.Headers;
import email.wildduck.james.core.text.JsText;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Rewrites the senders of forwarded messages, anew at each attempt: a later one has a later time
 * stamp. What it adds at the bottom of the header:
 *
 * <ul>
 *   <li>{@code X-Original-Sender}: the original MAIL FROM, if it was rewritten
 *   <li>{@code X-Zone-Forwarded-For}: the original MAIL FROM
 *   <li>{@code X-Zone-Forwarded-To}: the recipient
 * </ul>
 *
 * <p>Addresses beyond ASCII stand there in UTF-8 (RFC 6532). Immutable and thread-safe.
 */
public final class SenderRewriting {
  /** What could end a field or a line. */
  private static final Pattern CONTROLS = Pattern.compile("[\\x00-\\x1f\\x7f]+");

  private final Srs srs;
  private final String domain;

  /**
   * @param domain the forwarder's: mail to it comes to an MX that turns the addresses back
   */
  public SenderRewriting(Srs srs, String domain) {
    this.srs = srs;
    this.domain = domain;
  }

  /**
   * The message as it leaves. When the sender cannot be rewritten it stays.
   *
   * @param mailFrom without angle brackets; not empty
   * @param recipient without angle brackets
   */
  public ForwardedMail apply(Headers headers, String mailFrom, String recipient) {
    try {
      String rewritten = rewrite(mailFrom);
      return ForwardedMail.rewritten(
          rewritten,
          forwarded(headers.append(field("X-Original-Sender", mailFrom)), mailFrom, recipient));
    } catch (SrsException e) {
      return ForwardedMail.kept(
          mailFrom, forwarded(headers, mailFrom, recipient), String.valueOf(e.getMessage()));
    }
  }

  private String rewrite(String mailFrom) throws SrsException {
    int at = mailFrom.lastIndexOf('@');
    String local = mailFrom.substring(0, Math.max(at, 0));
    return srs.rewrite(local, JsText.lowerCase(mailFrom.substring(at + 1))) + "@" + domain;
  }

  private static Headers forwarded(Headers headers, String mailFrom, String recipient) {
    return headers
        .append(field("X-Zone-Forwarded-For", mailFrom))
        .append(field("X-Zone-Forwarded-To", recipient));
  }

  private static HeaderField field(String name, String address) {
    String line = name + ": " + CONTROLS.matcher(address).replaceAll("");
    return HeaderField.ofStoredLine(
        new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
  }
}
