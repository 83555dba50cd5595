package email.wildduck.james.core.message;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;

/**
 * A message as header fields and body bytes. Immutable; it does not own its body's storage, so
 * whoever made the {@link ByteSource} keeps it readable while the message is used.
 */
public final class RawMessage implements ByteSource {
  /** The longest header that {@link #parse(ByteSource)} accepts, in bytes. */
  public static final long MAX_HEADER_SIZE = 4L * 1024 * 1024;

  private static final byte[] CRLF = {'\r', '\n'};

  private final Headers headers;
  private final byte[] separator;
  private final ByteSource body;

  private RawMessage(Headers headers, byte[] separator, ByteSource body) {
    this.headers = headers;
    this.separator = separator;
    this.body = body;
  }

  /**
   * Parses the header of a message. The body stays where it is and is read when asked for.
   *
   * @throws email.wildduck.james.core.error.SmtpException 552 5.3.4 when the header is longer than
   *     {@link #MAX_HEADER_SIZE}
   */
  public static RawMessage parse(ByteSource message) throws IOException {
    try (InputStream in = new BufferedInputStream(message.open())) {
      HeaderParser.Parsed parsed = new HeaderParser(in, MAX_HEADER_SIZE).parse();
      return new RawMessage(parsed.headers, parsed.separator, message.skipping(parsed.length));
    }
  }

  /** A message of its parts; the empty line between them is CRLF. */
  public static RawMessage of(Headers headers, ByteSource body) {
    return new RawMessage(headers, CRLF, body);
  }

  /** The header fields. */
  public Headers headers() {
    return headers;
  }

  /** What stands behind the empty line; empty when there is no such line. */
  public ByteSource body() {
    return body;
  }

  /** The same body under other header fields. */
  public RawMessage withHeaders(Headers edited) {
    return new RawMessage(edited, separator, body);
  }

  /** Writes the message as it is. The stream stays open. */
  public void writeTo(OutputStream out) throws IOException {
    headers.writeTo(out);
    out.write(separator);
    try (InputStream in = body.open()) {
      in.transferTo(out);
    }
  }

  @Override
  public InputStream open() throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    headers.writeTo(header);
    header.write(separator);
    return new SequenceInputStream(new ByteArrayInputStream(header.toByteArray()), body.open());
  }

  @Override
  public long size() throws IOException {
    return headers.size() + separator.length + body.size();
  }
}
