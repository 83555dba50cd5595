package email.wildduck.james.delivery.dsn;

import static email.wildduck.james.delivery.dsn.ReportKind.DELAYED;
import static email.wildduck.james.delivery.dsn.ReportKind.FAILED;
import static email.wildduck.james.delivery.dsn.Reports.ORIGINAL;
import static email.wildduck.james.delivery.dsn.Reports.message;
import static email.wildduck.james.delivery.dsn.Reports.unknown;
import static email.wildduck.james.delivery.dsn.Reports.write;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.Headers;
import email.wildduck.james.core.message.RawMessage;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginalPartTest {
  private static final RecipientReport BOB = unknown("bob@example.net");

  @Test
  void theHeaderIsGivenBackUnlessMoreIsAskedFor() throws IOException {
    ParsedReport report = write(FAILED, message(ORIGINAL), BOB);

    assertThat(report.type(2)).isEqualTo("text/rfc822-headers");
    assertThat(report.encoding(2)).isEqualTo("7bit");
    assertThat(report.source())
        .contains(ORIGINAL.substring(0, ORIGINAL.indexOf("\r\n\r\n")))
        .doesNotContain("Hello Bob");
  }

  @Test
  void theWholeMessageIsGivenBackWhenAskedFor() throws IOException {
    ParsedReport report = write(FAILED, message(ORIGINAL).returning(ReturnedContent.FULL), BOB);

    assertThat(report.type(2)).isEqualTo("message/rfc822");
    assertThat(report.source()).contains("\r\n\r\n" + ORIGINAL);
    assertThat(report.content(2)).contains("Hello Bob");
  }

  @Test
  void aWarningNeverGivesBackTheBody() throws IOException {
    ParsedReport report = write(DELAYED, message(ORIGINAL).returning(ReturnedContent.FULL), BOB);

    assertThat(report.type(2)).isEqualTo("text/rfc822-headers");
  }

  @Test
  void aLargeMessageIsGivenBackWithoutItsBody() throws IOException {
    String large = ORIGINAL + "0123456789\r\n".repeat(10_000);

    ParsedReport report = write(FAILED, message(large).returning(ReturnedContent.FULL), BOB);

    assertThat(report.type(2)).isEqualTo("text/rfc822-headers");
    assertThat(report.bytes().length).isLessThan(10_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "a\rb", "\r"})
  void aBodyThatIsNoTextIsNotGivenBack(String body) throws IOException {
    ParsedReport report =
        write(FAILED, message(ORIGINAL + body).returning(ReturnedContent.FULL), BOB);

    assertThat(report.type(2)).isEqualTo("text/rfc822-headers");
  }

  @Test
  void aBodyWithALineThatNoServerTakesIsNotGivenBack() throws IOException {
    String longest = ORIGINAL + "x".repeat(998);
    String longer = ORIGINAL + "x".repeat(999);

    assertThat(full(longest).type(2)).isEqualTo("message/rfc822");
    assertThat(full(longer).type(2)).isEqualTo("text/rfc822-headers");
  }

  @Test
  void anEightBitBodyMakesTheReportEightBit() throws IOException {
    ParsedReport report = full(ORIGINAL + "Grüße\r\n");

    assertThat(report.type(2)).isEqualTo("message/rfc822");
    assertThat(report.encoding(2)).isEqualTo("8bit");
    assertThat(report.header("Content-Transfer-Encoding")).isEqualTo("8bit");
    assertThat(report.source()).contains("Grüße");
  }

  @Test
  void aHeaderInUtf8IsGivenBackAsIt() throws IOException {
    String unicode = "From: Jürgen <juergen@example.com>\r\n" + ORIGINAL;

    ParsedReport header = write(FAILED, message(unicode), BOB);

    assertThat(header.type(2)).isEqualTo("message/global-headers");
    assertThat(header.encoding(2)).isEqualTo("8bit");
    assertThat(header.content(2)).contains("Jürgen");
    assertThat(full(unicode).type(2)).isEqualTo("message/global");
  }

  @Test
  void aHeaderInAnotherCharsetIsEncoded() throws IOException {
    byte[] latin1 = ("Subject: Grüße\r\n" + ORIGINAL).getBytes(StandardCharsets.ISO_8859_1);

    ParsedReport report = write(FAILED, message("alice@example.com", latin1), BOB);

    assertThat(report.type(2)).isEqualTo("text/rfc822-headers");
    assertThat(report.encoding(2)).isEqualTo("quoted-printable");
    assertThat(report.source()).contains("Subject: Gr=FC=DFe").contains("From: Alice");
    assertThat(report.words()).contains("Subject: Grüße");
  }

  @Test
  void aHeaderWithALineThatNoServerTakesIsEncoded() throws IOException {
    ParsedReport report = write(FAILED, message("X: " + "y".repeat(5000) + "\r\n\r\n"), BOB);

    assertThat(report.encoding(2)).isEqualTo("quoted-printable");
    assertThat(report.source().lines()).allMatch(line -> line.length() <= 998);
    assertThat(report.content(2)).contains("X: " + "y".repeat(5000));
  }

  @Test
  void bareReturnsAndZerosOfAHeaderAreEncoded() throws IOException {
    ParsedReport report = write(FAILED, message("X: a\rb\u0000c\r\nY: d\r\n\r\n"), BOB);

    assertThat(report.source()).contains("X: a=0Db=00c\r\nY: d\r\n");
  }

  @Test
  void bareLineFeedsOfAHeaderBecomeLineEnds() throws IOException {
    ParsedReport report = write(FAILED, message("From: a@b.c\nSubject: x\n y\n\nbody"), BOB);

    assertThat(report.source()).contains("From: a@b.c\r\nSubject: x\r\n y\r\n");
  }

  @Test
  void theBodyIsReadAsAStreamAndClosed() throws IOException {
    AtomicInteger open = new AtomicInteger();
    long size = 50_000_000;
    ReportedMessage message =
        ReportedMessage.of(
                "19aabbccddeeff0011",
                "alice@example.com",
                Reports.ARRIVAL,
                RawMessage.of(
                    Headers.of(List.of(HeaderField.of("Subject", "large"))), lines(size, open)))
            .returning(ReturnedContent.FULL);
    ReportWriter writer =
        new ReportWriter(Reports.HOST, Clock.systemUTC(), UUID::randomUUID, Long.MAX_VALUE);

    Report report = writer.write(FAILED, message, List.of(BOB)).orElseThrow();
    report.message().writeTo(OutputStream.nullOutputStream());

    assertThat(report.message().size()).isGreaterThan(size);
    assertThat(open).hasValue(0);
  }

  /** Lines that are nowhere in memory. */
  private static ByteSource lines(long size, AtomicInteger open) {
    return new ByteSource() {
      @Override
      public InputStream open() {
        open.incrementAndGet();
        return new FilterInputStream(InputStream.nullInputStream()) {
          private long position;

          @Override
          public int read() {
            if (position == size) {
              return -1;
            }
            long column = position++ % 80;
            return column == 78 ? '\r' : column == 79 ? '\n' : 'x';
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            int count = 0;
            for (int b = 0; count < length && (b = read()) >= 0; count++) {
              bytes[offset + count] = (byte) b;
            }
            return count == 0 && length > 0 ? -1 : count;
          }

          @Override
          public void close() {
            open.decrementAndGet();
          }
        };
      }

      @Override
      public long size() {
        return size;
      }
    };
  }

  private static ParsedReport full(String original) throws IOException {
    return write(FAILED, message(original).returning(ReturnedContent.FULL), BOB);
  }
}
