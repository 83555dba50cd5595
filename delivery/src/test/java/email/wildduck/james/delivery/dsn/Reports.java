package email.wildduck.james.delivery.dsn;

import email.wildduck.james.core.MutableClock;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.delivery.reply.StatusCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What the tests report about. */
final class Reports {
  static final Instant ARRIVAL = Instant.parse("2026-11-23T10:00:00Z");
  static final String HOST = "mta.example.net";
  static final String ORIGINAL =
      "Received: by x\r\n"
          + "From: Alice <alice@example.com>\r\n"
          + "Message-ID: <orig@example.com>\r\n"
          + "Subject: Hi\r\n"
          + "\r\n"
          + "Hello Bob\r\n";

  private Reports() {}

  static ReportWriter writer() {
    return new ReportWriter(
        HOST,
        new MutableClock("2026-11-25T10:00:00Z"),
        UUID::randomUUID,
        ReportWriter.STANDARD_RETURN_LIMIT);
  }

  static ReportedMessage message(String content) {
    return message("alice@example.com", content.getBytes(StandardCharsets.UTF_8));
  }

  static ReportedMessage message(String mailFrom, byte[] content) {
    try {
      return ReportedMessage.of(
          "19aabbccddeeff0011", mailFrom, ARRIVAL, RawMessage.parse(ByteSource.of(content)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static RecipientReport unknown(String recipient) {
    return RecipientReport.answered(recipient, StatusCode.of(5, 1, 1), "550 5.1.1 No such user")
        .withRemoteHost("mx.example.net");
  }

  static ParsedReport write(ReportKind kind, ReportedMessage message, RecipientReport... recipients)
      throws IOException {
    return ParsedReport.of(writer().write(kind, message, List.of(recipients)).orElseThrow());
  }
}
