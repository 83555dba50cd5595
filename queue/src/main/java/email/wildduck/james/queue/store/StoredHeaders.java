package email.wildduck.james.queue.store;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.Headers;
import email.wildduck.james.core.message.RawMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bson.Document;

/**
 * Header fields in the form of WildDuck's queue: {@code {key, line}}, key in lower case, line as it
 * was received with its folds, each byte as the Latin-1 character of the same number.
 *
 * <p>That form forgets bare LF line ends and a missing empty line. Where a header has such, its
 * bytes are kept besides, and are used as long as the lines still say the same.
 */
final class StoredHeaders {
  private static final String KEY = "key";
  private static final String LINE = "line";
  private static final Pattern BARE_LF = Pattern.compile("(?<!\r)\n");

  private StoredHeaders() {}

  static List<Document> toDocuments(Headers headers) {
    return headers.fields().stream()
        .map(field -> new Document(KEY, field.key()).append(LINE, lineOf(field)))
        .collect(Collectors.toList());
  }

  static Headers fromDocuments(List<?> documents) throws BrokenEntryException {
    List<HeaderField> fields = new ArrayList<>(documents.size());
    for (Object document : documents) {
      String line =
          document instanceof Document ? ((Document) document).get(LINE, String.class) : null;
      if (line == null) {
        throw new BrokenEntryException("a header that is not {key, line}");
      }
      fields.add(HeaderField.ofStoredLine(line));
    }
    return Headers.of(fields);
  }

  /** The bytes of a header, up to the body, when its lines alone would not give them back. */
  static Optional<byte[]> exactBytes(RawMessage message) throws IOException {
    ByteArrayOutputStream rebuilt = new ByteArrayOutputStream();
    restored(message.headers()).writeTo(rebuilt);
    rebuilt.write('\r');
    rebuilt.write('\n');
    byte[] exact = bytesOf(message);
    return Arrays.equals(exact, rebuilt.toByteArray()) ? Optional.empty() : Optional.of(exact);
  }

  /** The message of header lines and body; {@code exact} decides if it says the same. */
  static RawMessage join(Headers lines, Optional<byte[]> exact, ByteSource body)
      throws IOException {
    if (exact.isPresent()) {
      RawMessage header = RawMessage.parse(ByteSource.of(exact.get()));
      if (restored(header.headers()).equals(lines)) {
        return RawMessage.parse(concat(exact.get(), body));
      }
    }
    return RawMessage.of(lines, body);
  }

  /** Folds are CRLF and white space in this format. */
  private static String lineOf(HeaderField field) {
    String line = field.storedLine();
    return line.indexOf('\n') < 0 ? line : BARE_LF.matcher(line).replaceAll("\r\n");
  }

  private static Headers restored(Headers headers) {
    return Headers.of(
        headers.fields().stream()
            .map(field -> HeaderField.ofStoredLine(lineOf(field)))
            .collect(Collectors.toList()));
  }

  private static byte[] bytesOf(RawMessage message) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    message.headers().writeTo(header);
    try (InputStream in = message.open()) {
      in.readNBytes(header.size());
      int next = in.read();
      // An empty line, or the end of a message that has none.
      if (next == '\r') {
        header.write(next);
        next = in.read();
      }
      if (next == '\n') {
        header.write(next);
      }
    }
    return header.toByteArray();
  }

  private static ByteSource concat(byte[] header, ByteSource body) {
    return new ByteSource() {
      @Override
      public InputStream open() throws IOException {
        return new SequenceInputStream(new ByteArrayInputStream(header), body.open());
      }

      @Override
      public long size() throws IOException {
        return header.length + body.size();
      }
    };
  }
}
