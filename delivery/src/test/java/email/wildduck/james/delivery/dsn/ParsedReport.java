package email.wildduck.james.delivery.dsn;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.Headers;
import email.wildduck.james.core.message.RawMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.message.DefaultMessageWriter;
import org.apache.james.mime4j.stream.MimeConfig;

/** A report as another program reads it: with mime4j, and its fields with our own reader. */
final class ParsedReport {
  private final byte[] bytes;
  private final Headers headers;
  private final List<Entity> parts;

  private ParsedReport(byte[] bytes, Headers headers, List<Entity> parts) {
    this.bytes = bytes;
    this.headers = headers;
    this.parts = parts;
  }

  static ParsedReport of(Report report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    report.message().writeTo(out);
    byte[] bytes = out.toByteArray();
    assertThat(report.message().size()).isEqualTo(bytes.length);
    assertThat(report.message().open().readAllBytes()).isEqualTo(bytes);

    DefaultMessageBuilder builder = new DefaultMessageBuilder();
    builder.setMimeEntityConfig(MimeConfig.PERMISSIVE);
    Message message = builder.parseMessage(new ByteArrayInputStream(bytes));
    assertThat(message.getMimeType()).isEqualTo("multipart/report");
    List<Entity> parts = ((Multipart) message.getBody()).getBodyParts();
    assertThat(parts).hasSize(3);
    assertThat(((Multipart) message.getBody()).getPreamble()).isNullOrEmpty();
    assertThat(((Multipart) message.getBody()).getEpilogue()).isNullOrEmpty();
    return new ParsedReport(bytes, RawMessage.parse(ByteSource.of(bytes)).headers(), parts);
  }

  byte[] bytes() {
    return bytes;
  }

  String source() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  Headers headers() {
    return headers;
  }

  String header(String name) {
    assertThat(headers.all(name)).as(name).hasSize(1);
    return headers.first(name).orElseThrow().value();
  }

  List<String> headerNames() {
    return names(headers);
  }

  String type(int part) {
    return parts.get(part).getMimeType();
  }

  String encoding(int part) {
    return parts.get(part).getContentTransferEncoding();
  }

  /** The text for people, each run of blanks and line ends a single blank. */
  String words() throws IOException {
    return content(0).replaceAll("\\s+", " ");
  }

  String content(int part) throws IOException {
    if (parts.get(part).getBody() instanceof SingleBody) {
      try (InputStream in = ((SingleBody) parts.get(part).getBody()).getInputStream()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new DefaultMessageWriter().writeBody(parts.get(part).getBody(), out);
    return out.toString(StandardCharsets.UTF_8);
  }

  /** The groups of fields for programs: first that of the message, then one for each recipient. */
  List<Headers> status() throws IOException {
    List<Headers> groups = new ArrayList<>();
    byte[] rest = content(1).getBytes(StandardCharsets.UTF_8);
    while (rest.length > 0) {
      RawMessage group = RawMessage.parse(ByteSource.of(rest));
      groups.add(group.headers());
      rest = group.body().open().readAllBytes();
    }
    return groups;
  }

  static List<String> names(Headers headers) {
    return headers.fields().stream().map(HeaderField::name).collect(Collectors.toList());
  }

  static String value(Headers headers, String name) {
    assertThat(headers.all(name)).as(name).hasSize(1);
    return headers.first(name).orElseThrow().value();
  }
}
