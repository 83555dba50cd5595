package email.wildduck.james.delivery.dsn;

import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.compose.MessageDate;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.james.mime4j.codec.EncoderUtil;

/** The header of a report, in the order of ZoneMTA's, without the fields of MIME. */
final class ReportHeader {
  private static final int LONGEST_ADDRESS = 512;
  private static final Pattern MESSAGE_ID = Pattern.compile("<[!-;=?-~]{1,900}>");

  private final String hostName;
  private final Instant now;
  private final UUID id;

  ReportHeader(String hostName, Instant now, UUID id) {
    this.hostName = hostName;
    this.now = now;
    this.id = id;
  }

  Headers write(ReportKind kind, ReportedMessage message, List<RecipientReport> recipients) {
    List<HeaderField> fields = new ArrayList<>();
    fields.add(HeaderField.of("From", "Mail Delivery Subsystem <mailer-daemon@" + hostName + ">"));
    fields.add(to(message.mailFrom()));
    if (kind == ReportKind.FAILED) {
      fields.add(field("X-Failed-Recipients", failedRecipients(recipients)));
    }
    fields.add(HeaderField.of("Auto-Submitted", "auto-replied"));
    fields.add(field("Subject", subject(kind, recipients)));
    originalId(message)
        .ifPresent(
            original -> {
              fields.add(HeaderField.of("In-Reply-To", original));
              fields.add(HeaderField.of("References", original));
            });
    fields.add(HeaderField.of("Date", MessageDate.format(now)));
    fields.add(HeaderField.of("Message-ID", "<" + id + "@" + hostName + ">"));
    return Headers.of(fields);
  }

  private static HeaderField field(String name, String value) {
    return HeaderField.of(name, FieldText.folded(value, name.length() + 2));
  }

  private static HeaderField to(String mailFrom) {
    String address = FieldText.clean(AddressNormalizer.envelope(mailFrom), LONGEST_ADDRESS);
    if (FieldText.isAscii(address)) {
      return field("To", address);
    }
    byte[] line = ("To: " + FieldText.folded(address, 4)).getBytes(StandardCharsets.UTF_8);
    return HeaderField.ofStoredLine(new String(line, StandardCharsets.ISO_8859_1));
  }

  private static String failedRecipients(List<RecipientReport> recipients) {
    return recipients.stream()
        .map(recipient -> encoded(recipient.recipient, "X-Failed-Recipients: ".length()))
        .collect(Collectors.joining(", "));
  }

  private static String subject(ReportKind kind, List<RecipientReport> recipients) {
    int others = recipients.size() - 1;
    String more = others == 0 ? "" : " and " + others + (others == 1 ? " other" : " others");
    String start = "Delivery Status Notification (" + kind.subjectWord() + ": ";
    return start + encoded(recipients.get(0).recipient, start.length()) + more + ")";
  }

  /** An address in a field of free text; what is not ASCII, or would be taken for it, encoded. */
  private static String encoded(String address, int used) {
    String clean = FieldText.clean(address, LONGEST_ADDRESS);
    return FieldText.isAscii(clean) && !clean.contains("=?")
        ? clean
        : EncoderUtil.encodeEncodedWord(
            clean,
            EncoderUtil.Usage.TEXT_TOKEN,
            Math.min(used, 40),
            StandardCharsets.UTF_8,
            EncoderUtil.Encoding.Q);
  }

  private static Optional<String> originalId(ReportedMessage message) {
    return message
        .content()
        .headers()
        .first("Message-ID")
        .map(HeaderField::value)
        .filter(value -> MESSAGE_ID.matcher(value).matches());
  }
}
