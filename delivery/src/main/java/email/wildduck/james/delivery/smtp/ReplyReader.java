package email.wildduck.james.delivery.smtp;

import email.wildduck.james.delivery.attempt.Reply;
import email.wildduck.james.delivery.connect.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads replies (RFC 5321 §4.2.1), as peers really send them: without text, with a bare LF, with
 * bytes that are no ASCII, with another code in the last line (which then counts).
 */
final class ReplyReader {
  /** RFC 5321 §4.5.3.1.5 has 512; some peers write their terms of use. */
  private static final int MAX_LINE = 2048;

  private static final int MAX_LINES = 200;
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]");
  private static final Pattern LINE = Pattern.compile("([2-5]\\d\\d)(?:([ -])(.*))?");

  private final Wire wire;

  ReplyReader(Wire wire) {
    this.wire = wire;
  }

  /**
   * The next reply.
   *
   * @throws MalformedReplyException when what comes is none, or has no end
   * @throws java.io.EOFException when the peer has closed the connection
   */
  Reply read() throws IOException {
    List<String> lines = new ArrayList<>(1);
    while (lines.size() < MAX_LINES) {
      Matcher matcher = LINE.matcher(text(wire.readLine(MAX_LINE)));
      if (!matcher.matches()) {
        throw new MalformedReplyException("the peer sent what is no reply");
      }
      lines.add(matcher.group(3) == null ? "" : matcher.group(3));
      if (!"-".equals(matcher.group(2))) {
        return Reply.of(Integer.parseInt(matcher.group(1)), lines);
      }
    }
    throw new MalformedReplyException("the peer sent a reply without end");
  }

  /** Control characters become spaces, so that the rest of a line is one text. */
  private static String text(byte[] line) {
    return CONTROLS.matcher(decode(line)).replaceAll(" ");
  }

  private static String decode(byte[] line) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException e) {
      return new String(line, StandardCharsets.ISO_8859_1);
    }
  }
}
