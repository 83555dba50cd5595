package email.wildduck.james.delivery.dsn;

import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.Headers;
import email.wildduck.james.core.text.JsText;
import java.util.Optional;
import java.util.Set;

/**
 * When no bounce and no warning is sent, so that two machines never write to each other for ever.
 * ZoneMTA's rules. Immutable.
 *
 * <p>Beside these, deliveries over HTTP never bounce, which whoever makes them knows.
 */
public final class BounceRule {
  /** ZoneMTA's {@code disableInterfaces}: forwards, whose sender has nothing to do with them. */
  public static final Set<String> STANDARD_DISABLED_INTERFACES = Set.of("forwarder");

  private static final int MOST_RECEIVED = 25;
  private static final String MAILER_DAEMON = "mailer-daemon@";

  /** Why there is no report. */
  public enum Reason {
    /** MAIL FROM is empty. */
    NULL_SENDER,
    /** MAIL FROM, or From, is a mailer-daemon. */
    MAILER_DAEMON,
    /** {@code X-Auto-Response-Suppress} has {@code All}. */
    SUPPRESSED,
    /** {@code Auto-Submitted} says that a program wrote it. */
    AUTO_SUBMITTED,
    /** It is itself a report. */
    REPORT,
    /** More than 25 {@code Received}: it goes in a circle. */
    LOOP,
    /** Mail of its interface does not bounce. */
    INTERFACE
  }

  private final Set<String> disabledInterfaces;

  /**
   * @param disabledInterfaces mail that came in by these does not bounce
   */
  public BounceRule(Set<String> disabledInterfaces) {
    this.disabledInterfaces = Set.copyOf(disabledInterfaces);
  }

  /**
   * Why there is no report about a message; empty when there may be one.
   *
   * @param mailFrom its envelope sender; empty for the null sender
   * @param headers its header
   * @param interfaceName by what it came in, as the queue says; may be empty
   */
  public Optional<Reason> whyNone(String mailFrom, Headers headers, String interfaceName) {
    String sender = JsText.trim(mailFrom);
    if (sender.isEmpty() || sender.equals("<>")) {
      return Optional.of(Reason.NULL_SENDER);
    }
    if (JsText.lowerCase(sender).startsWith(MAILER_DAEMON)
        || anyContains(headers, "From", MAILER_DAEMON)) {
      return Optional.of(Reason.MAILER_DAEMON);
    }
    if (anyContains(headers, "X-Auto-Response-Suppress", "all")) {
      return Optional.of(Reason.SUPPRESSED);
    }
    if (anyContains(headers, "Auto-Submitted", "auto-generated")
        || anyContains(headers, "Auto-Submitted", "auto-replied")) {
      return Optional.of(Reason.AUTO_SUBMITTED);
    }
    if (anyContains(headers, "Content-Type", "multipart/report")) {
      return Optional.of(Reason.REPORT);
    }
    if (headers.all("Received").size() > MOST_RECEIVED) {
      return Optional.of(Reason.LOOP);
    }
    return disabledInterfaces.contains(interfaceName)
        ? Optional.of(Reason.INTERFACE)
        : Optional.empty();
  }

  private static boolean anyContains(Headers headers, String name, String word) {
    return headers.all(name).stream()
        .map(HeaderField::value)
        .map(JsText::lowerCase)
        .anyMatch(value -> value.contains(word));
  }
}
