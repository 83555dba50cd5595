package email.wildduck.james.queue.james;

import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.Headers;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.core.message.SpillingBuffer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import org.apache.james.server.core.MimeMessageWrapper;

/** One of James' messages, whose body is still that of its source. */
final class WrappedMessage {
  private final MimeMessageWrapper message;

  private WrappedMessage(MimeMessageWrapper message) {
    this.message = message;
  }

  /** Empty when the message is of another kind, or its body was changed. */
  static Optional<WrappedMessage> of(MimeMessage message) {
    return message instanceof MimeMessageWrapper && !((MimeMessageWrapper) message).isBodyModified()
        ? Optional.of(new WrappedMessage((MimeMessageWrapper) message))
        : Optional.empty();
  }

  /** Its bytes, which are read when asked for. */
  RawMessage read() throws MessagingException, IOException {
    return withKnownBytes(RawMessage.parse(new WrapperSource(message)));
  }

  /** A copy in storage of its own, for which the bytes are read once. */
  RawMimeMessage copy() throws MessagingException, IOException {
    try (InputStream in = message.getMessageInputStream()) {
      SpillingBuffer buffer = SpillingBuffer.readFrom(in, HeldBody.MEMORY_THRESHOLD);
      try {
        return RawMimeMessage.of(withKnownBytes(RawMessage.parse(buffer.source())), buffer);
      } catch (IOException | MessagingException | RuntimeException e) {
        buffer.close();
        throw e;
      }
    }
  }

  /**
   * A message that was parsed or changed writes its header as ASCII, with question marks for 8-bit
   * bytes; the lines that it holds still have them.
   */
  private RawMessage withKnownBytes(RawMessage raw) throws MessagingException {
    // to ask for the lines costs a copy of the whole message when it is not parsed
    if (!has(raw.headers(), c -> c == '?') || has(raw.headers(), WrappedMessage::isEightBit)) {
      return raw;
    }
    Headers known = knownHeaders();
    return has(known, WrappedMessage::isEightBit) ? raw.withHeaders(known) : raw;
  }

  private Headers knownHeaders() throws MessagingException {
    List<HeaderField> fields = new ArrayList<>();
    for (Object line : Collections.list(message.getAllHeaderLines())) {
      fields.add(HeaderField.ofStoredLine((String) line));
    }
    return Headers.of(fields);
  }

  private static boolean has(Headers headers, IntPredicate wanted) {
    return headers.fields().stream().anyMatch(field -> field.storedLine().chars().anyMatch(wanted));
  }

  private static boolean isEightBit(int character) {
    return character > 0x7f;
  }
}
