package email.wildduck.james.delivery.dsn;

import static email.wildduck.james.delivery.dsn.ParsedReport.value;
import static email.wildduck.james.delivery.dsn.ReportKind.FAILED;
import static email.wildduck.james.delivery.dsn.Reports.ORIGINAL;
import static email.wildduck.james.delivery.dsn.Reports.message;
import static email.wildduck.james.delivery.dsn.Reports.unknown;
import static email.wildduck.james.delivery.dsn.Reports.write;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.delivery.reply.StatusCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.junit.jupiter.api.Test;

class UnicodeReportTest {
  @Test
  void aUnicodeRecipientMakesAGlobalReportWithAnAsciiHeader() throws IOException {
    ParsedReport report = write(FAILED, message(ORIGINAL), unknown("jürgen@õu.example"));

    assertThat(report.type(1)).isEqualTo("message/global-delivery-status");
    assertThat(report.encoding(1)).isEqualTo("8bit");
    assertThat(value(report.status().get(1), "Final-Recipient"))
        .isEqualTo("utf-8; jürgen@õu.example");
    assertThat(value(report.status().get(0), "X-ZoneMTA-Sender"))
        .isEqualTo("rfc822; alice@example.com");
    assertThat(report.words()).contains("jürgen@õu.example");
    assertThat(report.header("Content-Transfer-Encoding")).isEqualTo("8bit");
    assertThat(report.headers().fields()).allMatch(field -> FieldText.isAscii(field.storedLine()));
    assertThat(decoded(report.header("Subject")))
        .isEqualTo("Delivery Status Notification (Failure: jürgen@õu.example)");
    assertThat(decoded(report.header("X-Failed-Recipients"))).isEqualTo("jürgen@õu.example");
  }

  @Test
  void aUnicodeOriginalRecipientMakesAGlobalReport() throws IOException {
    ParsedReport report =
        write(
            FAILED,
            message(ORIGINAL),
            unknown("bob@example.net").withOriginalRecipient("用户@例子.广告"));

    assertThat(value(report.status().get(1), "Original-Recipient")).isEqualTo("utf-8; 用户@例子.广告");
    assertThat(value(report.status().get(1), "Final-Recipient"))
        .isEqualTo("rfc822; bob@example.net");
  }

  @Test
  void aUnicodeSenderStandsInTo() throws IOException {
    ParsedReport report =
        write(
            FAILED,
            message("jürgen@õu.example", ORIGINAL.getBytes(StandardCharsets.UTF_8)),
            unknown("bob@example.net"));

    assertThat(report.header("To")).isEqualTo("jürgen@õu.example");
    assertThat(value(report.status().get(0), "X-ZoneMTA-Sender"))
        .isEqualTo("utf-8; jürgen@õu.example");
  }

  @Test
  void aUnicodeDomainAloneOfASenderIsPunycodeInTo() throws IOException {
    ParsedReport report =
        write(
            FAILED,
            message("juergen@õu.example", ORIGINAL.getBytes(StandardCharsets.UTF_8)),
            unknown("bob@example.net"));

    assertThat(report.header("To")).isEqualTo("juergen@xn--u-yga.example");
  }

  @Test
  void aUnicodeReplyIsReadableForPeopleAndAsciiForPrograms() throws IOException {
    ParsedReport report =
        write(
            FAILED,
            message(ORIGINAL),
            RecipientReport.answered(
                    "bob@example.net", StatusCode.of(5, 1, 1), "550 Ящик не найден")
                .withRemoteHost("mx.example.net"));

    assertThat(report.words()).contains("550 Ящик не найден");
    assertThat(report.type(1)).isEqualTo("message/delivery-status");
    assertThat(value(report.status().get(1), "Diagnostic-Code"))
        .isEqualTo("smtp; 550 ???? ?? ??????");
  }

  private static String decoded(String value) {
    return DecoderUtil.decodeEncodedWords(value, DecodeMonitor.STRICT);
  }
}
