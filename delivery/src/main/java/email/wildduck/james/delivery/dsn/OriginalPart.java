package email.wildduck.james.delivery.dsn;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.RawMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * What is given back of the message.
 *
 * <p>The whole of it, when that is wanted of a bounce, it is not too large, and its bytes can stand
 * in another message as they are; else its header. A header that is UTF-8 makes it {@code
 * message/global} or {@code message/global-headers} (RFC 6532, RFC 6533).
 */
final class OriginalPart {
  private static final String MESSAGE = "Undelivered Message";
  private static final String HEADERS = "Undelivered Message Headers";
  private static final String ACCEPTED_HEADERS = "Message Headers";

  private final long limit;

  /**
   * @param limit the largest message that is given back as a whole, in bytes
   */
  OriginalPart(long limit) {
    this.limit = limit;
  }

  Part write(ReportKind kind, ReportedMessage message) throws IOException {
    RawMessage content = message.content();
    byte[] header = headerOf(content);
    TransferForm headerForm = TransferForm.of(new ByteArrayInputStream(header));
    if (kind == ReportKind.FAILED
        && message.wanted() == ReturnedContent.FULL
        && content.size() <= limit) {
      TransferForm form = formOf(content);
      if (form.isSendable()) {
        String type = headerForm.isUnicode() ? "message/global" : "message/rfc822";
        return new Part(type, MESSAGE, form.isEightBit() ? "8bit" : "7bit", content);
      }
    }
    return headerPart(
        kind.event() == NotifyEvent.SUCCESS ? ACCEPTED_HEADERS : HEADERS, header, headerForm);
  }

  private static Part headerPart(String description, byte[] header, TransferForm form) {
    if (form.isSendable() && form.isUnicode()) {
      return new Part("message/global-headers", description, "8bit", ByteSource.of(header));
    }
    if (form.isSendable() && !form.isEightBit()) {
      return new Part("text/rfc822-headers", description, "7bit", ByteSource.of(header));
    }
    return new Part(
        "text/rfc822-headers",
        description,
        "quoted-printable",
        ByteSource.of(QuotedPrintable.encode(header)));
  }

  private static TransferForm formOf(ByteSource content) throws IOException {
    try (InputStream in = content.open()) {
      return TransferForm.of(in);
    }
  }

  /** The header with CRLF, whatever ended its lines. */
  private static byte[] headerOf(RawMessage content) {
    StringBuilder lines = new StringBuilder();
    for (HeaderField field : content.headers().fields()) {
      lines.append(field.storedLine().replaceAll("\r*\n", "\r\n")).append("\r\n");
    }
    return lines.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
