package email.wildduck.james.delivery.dsn;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Parts put together (RFC 2046 §5.1.1). Immutable. */
final class MultipartBody {
  private final String boundary;
  private final List<Part> parts;

  /**
   * @param boundary of letters, digits and hyphens; nobody may be able to guess it
   */
  MultipartBody(String boundary) {
    this(boundary, List.of());
  }

  private MultipartBody(String boundary, List<Part> parts) {
    this.boundary = boundary;
    this.parts = parts;
  }

  MultipartBody with(Part part) {
    List<Part> more = new ArrayList<>(parts);
    more.add(part);
    return new MultipartBody(boundary, List.copyOf(more));
  }

  /** The header fields with those that describe this body. */
  Headers describedIn(Headers headers) {
    Headers described =
        headers
            .append(HeaderField.of("MIME-Version", "1.0"))
            .append(
                HeaderField.of(
                    "Content-Type",
                    "multipart/report; report-type=delivery-status;\r\n boundary=\""
                        + boundary
                        + "\""));
    return parts.stream().anyMatch(Part::isEightBit)
        ? described.append(HeaderField.of("Content-Transfer-Encoding", "8bit"))
        : described;
  }

  /** All bytes. */
  ByteSource source() {
    List<ByteSource> sources = new ArrayList<>();
    String delimiter = "--" + boundary;
    for (Part part : parts) {
      sources.add(ascii(delimiter + "\r\n" + part.header()));
      sources.add(part.content());
      delimiter = "\r\n--" + boundary;
    }
    sources.add(ascii(delimiter + "--\r\n"));
    return new JoinedSource(sources);
  }

  private static ByteSource ascii(String text) {
    return ByteSource.of(text.getBytes(StandardCharsets.US_ASCII));
  }
}
