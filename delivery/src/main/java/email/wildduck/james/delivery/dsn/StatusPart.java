package email.wildduck.james.delivery.dsn;

import email.wildduck.james.core.compose.MessageDate;
import email.wildduck.james.core.message.ByteSource;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The part for programs (RFC 3464): fields about the message, then, behind an empty line each,
 * fields about the recipients. With an address beyond ASCII it is {@code
 * message/global-delivery-status}, and such addresses have the type {@code utf-8} (RFC 6533 §3).
 */
final class StatusPart {
  private static final int LONGEST_ADDRESS = 512;
  private static final int LONGEST_TEXT = 2000;

  private final String hostName;

  StatusPart(String hostName) {
    this.hostName = hostName;
  }

  Part write(ReportKind kind, ReportedMessage message, List<RecipientReport> recipients) {
    boolean unicode = isUnicode(message, recipients);
    StringBuilder out = new StringBuilder();
    Lines lines = new Lines(out, unicode);
    lines.add("Reporting-MTA", "dns; " + hostName);
    message
        .envelopeId()
        .map(id -> FieldText.ascii(id, LONGEST_TEXT))
        .filter(id -> !id.isEmpty())
        .ifPresent(id -> lines.add("Original-Envelope-Id", id));
    lines.add("X-ZoneMTA-Queue-ID", message.queueId());
    lines.add("X-ZoneMTA-Sender", typed(message.mailFrom()));
    lines.add("Arrival-Date", MessageDate.format(message.arrival()));
    for (RecipientReport recipient : recipients) {
      out.append("\r\n");
      addRecipient(lines, kind, recipient);
    }
    return new Part(
        unicode ? "message/global-delivery-status" : "message/delivery-status",
        "Delivery report",
        unicode ? "8bit" : "7bit",
        ByteSource.of(out.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static void addRecipient(Lines lines, ReportKind kind, RecipientReport recipient) {
    recipient.originalRecipient.ifPresent(
        address -> lines.add("Original-Recipient", typed(address)));
    lines.add("Final-Recipient", typed(recipient.recipient));
    lines.add("Action", kind.action());
    lines.add("Status", recipient.status.toString());
    recipient.remoteHost.ifPresent(host -> lines.add("Remote-MTA", "dns; " + host));
    if (!recipient.words.isBlank()) {
      lines.add("Diagnostic-Code", diagnosticType(recipient) + "; " + recipient.words);
    }
    recipient.lastAttempt.ifPresent(
        time -> lines.add("Last-Attempt-Date", MessageDate.format(time)));
    if (kind == ReportKind.DELAYED) {
      recipient.retriedUntil.ifPresent(
          time -> lines.add("Will-Retry-Until", MessageDate.format(time)));
    }
  }

  /** Only what a server replied is a diagnostic of type smtp (RFC 3464 §2.3.6). */
  private static String diagnosticType(RecipientReport recipient) {
    boolean isReply =
        recipient.remoteHost.isPresent()
            && recipient.ending != RecipientReport.Ending.REMOVAL
            && recipient.words.matches("(?s)[2-5]\\d\\d(?:[ -].*)?");
    return isReply ? "smtp" : "X-WildDuck-James";
  }

  private static String typed(String address) {
    String clean = FieldText.clean(address, LONGEST_ADDRESS);
    return (FieldText.isAscii(clean) ? "rfc822; " : "utf-8; ") + clean;
  }

  private static boolean isUnicode(ReportedMessage message, List<RecipientReport> recipients) {
    return !isAsciiAddress(message.mailFrom())
        || recipients.stream()
            .anyMatch(
                recipient ->
                    !isAsciiAddress(recipient.recipient)
                        || recipient
                            .originalRecipient
                            .filter(address -> !isAsciiAddress(address))
                            .isPresent());
  }

  private static boolean isAsciiAddress(String address) {
    return FieldText.isAscii(FieldText.clean(address, LONGEST_ADDRESS));
  }

  /** Writes fields, each of them one field whatever its value holds. */
  private static final class Lines {
    private final StringBuilder out;
    private final boolean unicode;

    Lines(StringBuilder out, boolean unicode) {
      this.out = out;
      this.unicode = unicode;
    }

    void add(String name, String value) {
      String clean =
          unicode ? FieldText.clean(value, LONGEST_TEXT) : FieldText.ascii(value, LONGEST_TEXT);
      out.append(name)
          .append(": ")
          .append(FieldText.folded(clean, name.length() + 2))
          .append("\r\n");
    }
  }
}
