package email.wildduck.james.delivery.dsn;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.message.Headers;
import email.wildduck.james.delivery.reply.FailedAttempt;
import email.wildduck.james.delivery.reply.ReplyClassifier;
import email.wildduck.james.delivery.reply.ReplyReading;
import email.wildduck.james.delivery.reply.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** A report is valid whatever others say. */
class ReportProperties {
  private static final List<String> HEADER =
      List.of(
          "From",
          "To",
          "X-Failed-Recipients",
          "Auto-Submitted",
          "Subject",
          "In-Reply-To",
          "References",
          "Date",
          "Message-ID",
          "MIME-Version",
          "Content-Type",
          "Content-Transfer-Encoding");
  private static final Set<String> MESSAGE_FIELDS =
      Set.of(
          "Reporting-MTA",
          "Original-Envelope-Id",
          "X-ZoneMTA-Queue-ID",
          "X-ZoneMTA-Sender",
          "Arrival-Date");
  private static final Set<String> RECIPIENT_FIELDS =
      Set.of(
          "Original-Recipient",
          "Final-Recipient",
          "Action",
          "Status",
          "Remote-MTA",
          "Diagnostic-Code",
          "Last-Attempt-Date",
          "Will-Retry-Until");

  private final ReplyClassifier classifier = new ReplyClassifier(ReplyReading.PATIENT);

  @Property(tries = 500)
  void noTextOfOthersMakesAFieldOrAPart(
      @ForAll("texts") String mailFrom,
      @ForAll("texts") String queueId,
      @ForAll("texts") String envelopeId,
      @ForAll("texts") String subject,
      @ForAll("texts") String messageId,
      @ForAll @Size(min = 1, max = 4) List<@From("recipients") RecipientReport> recipients,
      @ForAll ReportKind kind)
      throws IOException {
    byte[] original =
        ("Subject: " + subject + "\r\nMessage-ID: " + messageId + "\r\n\r\nbody\r\n")
            .getBytes(StandardCharsets.UTF_8);
    ReportedMessage message =
        ReportedMessage.of(
                queueId,
                mailFrom,
                Reports.ARRIVAL,
                Reports.message("x@example.com", original).content())
            .withEnvelopeId(envelopeId);
    List<RecipientReport> wanting =
        recipients.stream()
            .map(r -> r.withNotify(NotifyWish.of(Set.of(NotifyEvent.values()))))
            .collect(Collectors.toList());

    ParsedReport report =
        ParsedReport.of(Reports.writer().write(kind, message, wanting).orElseThrow());

    assertThat(report.headerNames()).doesNotHaveDuplicates().isSubsetOf(HEADER);
    assertThat(report.headers().removeIf(field -> field.isNamed("To")).fields())
        .allMatch(field -> FieldText.isAscii(field.storedLine()));
    isStatusOf(report, wanting.size());
    isTransportable(report);
  }

  private static void isStatusOf(ParsedReport report, int recipients) throws IOException {
    List<Headers> status = report.status();
    assertThat(status).hasSize(recipients + 1);
    assertThat(ParsedReport.names(status.get(0)))
        .doesNotHaveDuplicates()
        .isSubsetOf(MESSAGE_FIELDS);
    for (Headers recipient : status.subList(1, status.size())) {
      assertThat(ParsedReport.names(recipient))
          .doesNotHaveDuplicates()
          .isSubsetOf(RECIPIENT_FIELDS)
          .contains("Final-Recipient", "Action", "Status");
      assertThat(ParsedReport.value(recipient, "Status")).matches("[245]\\.\\d{1,3}\\.\\d{1,3}");
    }
  }

  /** Lines of at most 998 bytes, CRLF, no controls: RFC 5322 §2.1.1, RFC 2045 §2.8. */
  private static void isTransportable(ParsedReport report) {
    String bytes = new String(report.bytes(), StandardCharsets.ISO_8859_1);
    assertThat(bytes.replace("\r\n", "")).doesNotContain("\r", "\n", "\u0000");
    assertThat(List.of(bytes.split("\r\n"))).allMatch(line -> line.length() <= 998);
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(report.source())).isTrue();
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(2000),
        Arbitraries.strings().ascii().ofMaxLength(300),
        Arbitraries.of(
            "bob@example.net",
            "",
            " ",
            "x\r\nBcc: evil@example.org",
            "x\r\n\r\n--report",
            "x\n.\r\nMAIL FROM:<>",
            "x\u2028y\u0085z\u0000",
            "=?utf-8?Q?=0D=0ABcc:_evil?=",
            "用户@例子.广告",
            "\ud800broken\udc00",
            "ä".repeat(3000),
            "<" + "a".repeat(3000) + "@example.net>",
            "Status: 2.0.0",
            "; ; ;"));
  }

  @Provide
  Arbitrary<RecipientReport> recipients() {
    Arbitrary<String> reply =
        Combinators.combine(Arbitraries.of("550 ", "550-5.1.1 ", "450 4.2.0 ", ""), texts())
            .as(String::concat);
    return Combinators.combine(texts(), reply, texts(), texts(), Arbitraries.of(0, 1, 2))
        .as(this::recipient);
  }

  private RecipientReport recipient(
      String address, String reply, String host, String original, int how) {
    Verdict verdict = classifier.judge(FailedAttempt.refused(reply));
    RecipientReport report =
        how == 0
            ? RecipientReport.answered(address, verdict.status(), reply)
            : how == 1
                ? RecipientReport.expired(address, verdict.status(), verdict.text())
                : RecipientReport.removed(address, reply);
    return report
        .withRemoteHost(host)
        .withOriginalRecipient(original)
        .withLastAttempt(Reports.ARRIVAL)
        .withRetriedUntil(Reports.ARRIVAL);
  }
}
