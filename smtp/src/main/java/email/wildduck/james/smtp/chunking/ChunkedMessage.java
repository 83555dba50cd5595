package email.wildduck.james.smtp.chunking;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.smtp.data.LongLineHook;
import java.util.Optional;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.LineHandler;
import org.apache.james.protocols.smtp.SMTPSession;

/**
 * A message that is coming in with BDAT. Its lines are given to the filters that those of DATA pass
 * through, as they would be on the wire: with dots doubled and a dot at the end.
 */
final class ChunkedMessage {
  /** Where the transaction keeps it. */
  static final AttachmentKey<ChunkedMessage> KEY =
      AttachmentKey.of("wildduck.chunkedMessage", ChunkedMessage.class);

  /** RFC 3030 §2: without BINARYMIME the message is text, in the canonical form of RFC 2045. */
  static final SmtpReply BARE_LINE_FEED =
      SmtpReply.of(550, "5.6.0", "A line of the message does not end with CRLF");

  private static final byte[] END = {'.', '\r', '\n'};

  private final SMTPSession session;
  private final LineHandler<SMTPSession> filters;
  private final ChunkLines lines;
  private long announced;
  private long passed;
  private Optional<Response> failure = Optional.empty();

  ChunkedMessage(SMTPSession session, LineHandler<SMTPSession> filters, int maxLineLength) {
    this.session = session;
    this.filters = filters;
    this.lines = new ChunkLines(maxLineLength, this::pass);
  }

  /** The size with this chunk, in octets. */
  long announce(long octets) {
    announced += octets;
    return announced;
  }

  /** Takes octets of a chunk. */
  void add(byte[] octets) {
    if (failure.isEmpty() && !lines.hasBareLineFeed()) {
      lines.add(octets);
    }
  }

  /** A reply of a filter before the end of the message, after which it is of no use. */
  Optional<Response> failure() {
    return failure;
  }

  /** Why it cannot be accepted any more; the rest need not come. */
  Optional<SmtpReply> refusal() {
    return lines.hasBareLineFeed() ? Optional.of(BARE_LINE_FEED) : Optional.empty();
  }

  /** The end of the message: what the hooks answer. */
  Optional<Response> end() {
    lines.end();
    if (failure.isPresent()) {
      return failure;
    }
    if (lines.hasLineTooLong()) {
      session.setAttachment(LongLineHook.LINE_TOO_LONG, true, State.Transaction);
    }
    return Optional.ofNullable(filters.onLine(session, END.clone()));
  }

  private void pass(byte[] line) {
    if (failure.isPresent()) {
      return;
    }
    boolean dot = line[0] == '.';
    // The dot that is put in front is none of the client's octets.
    session.setCurrentMessageSize(passed - (dot ? 1 : 0));
    passed += line.length;
    failure = Optional.ofNullable(filters.onLine(session, dot ? stuffed(line) : line));
  }

  private static byte[] stuffed(byte[] line) {
    byte[] stuffed = new byte[line.length + 1];
    stuffed[0] = '.';
    System.arraycopy(line, 0, stuffed, 1, line.length);
    return stuffed;
  }
}
