package email.wildduck.james.delivery.reply;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An enhanced status code (RFC 3463): class 2, 4 or 5, subject and detail. Immutable. */
public final class StatusCode {
  private static final Pattern FORM = Pattern.compile("([245])\\.(\\d{1,3})\\.(\\d{1,3})");

  private final int kind;
  private final int subject;
  private final int detail;

  private StatusCode(int kind, int subject, int detail) {
    this.kind = kind;
    this.subject = subject;
    this.detail = detail;
  }

  /**
   * @param kind the class: 2 success, 4 temporary, 5 permanent
   * @param subject 0 to 999
   * @param detail 0 to 999
   * @throws IllegalArgumentException when one of them is anything else
   */
  public static StatusCode of(int kind, int subject, int detail) {
    return parse(kind + "." + subject + "." + detail)
        .orElseThrow(() -> new IllegalArgumentException("not an enhanced status code"));
  }

  /** A code as it is written, {@code 5.1.1}; empty when the text is none. */
  public static Optional<StatusCode> parse(String text) {
    Matcher code = FORM.matcher(text);
    return code.matches()
        ? Optional.of(
            new StatusCode(
                Integer.parseInt(code.group(1)),
                Integer.parseInt(code.group(2)),
                Integer.parseInt(code.group(3))))
        : Optional.empty();
  }

  /** The code behind the reply code of a reply, as in {@code 250 2.1.5 Ok}; empty without one. */
  public static Optional<StatusCode> inReply(String reply) {
    return ReplyText.of(reply).status();
  }

  /** The same subject and detail in another class. */
  public StatusCode inClass(int other) {
    return of(other, subject, detail);
  }

  /** Whether subject and detail are these, whatever the class. */
  public boolean says(int wantedSubject, int wantedDetail) {
    return subject == wantedSubject && detail == wantedDetail;
  }

  /** 1 address, 2 mailbox, 3 mail system, 4 network, 5 protocol, 6 content, 7 policy, 0 other. */
  public int subject() {
    return subject;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StatusCode && toString().equals(other.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** As it is written, without leading zeros. */
  @Override
  public String toString() {
    return kind + "." + subject + "." + detail;
  }
}
