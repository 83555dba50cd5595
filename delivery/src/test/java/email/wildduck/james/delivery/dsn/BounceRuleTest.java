package email.wildduck.james.delivery.dsn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.Vectors;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.Headers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BounceRuleTest {
  private final BounceRule rule = new BounceRule(BounceRule.STANDARD_DISABLED_INTERFACES);

  /** "skipBounce" is the mark of a delivery over HTTP, and not the message's. */
  @TestFactory
  Stream<DynamicTest> bouncesAreSentWhenZoneMtaSendsThem() {
    return Vectors.cases("sending.json", "canSendBounce")
        .filter(example -> !example.at("/delivery/skipBounce").asBoolean())
        .map(
            example ->
                dynamicTest(
                    example.get("name").asText(),
                    () ->
                        assertThat(
                                rule.whyNone(
                                        example.at("/delivery/from").asText(),
                                        headers(example),
                                        "feeder")
                                    .isEmpty())
                            .isEqualTo(example.get("canSendBounce").asBoolean())));
  }

  private static Headers headers(JsonNode example) {
    List<HeaderField> fields = new ArrayList<>();
    example.get("headers").forEach(line -> fields.add(HeaderField.ofStoredLine(line.asText())));
    JsonNode from = example.at("/delivery/parsedEnvelope/from");
    if (from.isTextual()) {
      fields.add(HeaderField.of("From", from.asText()));
    }
    return Headers.of(fields);
  }

  @ParameterizedTest
  @CsvSource({
    "'', NULL_SENDER",
    "<>, NULL_SENDER",
    "MAILER-DAEMON@example.com, MAILER_DAEMON",
    "mailer-daemon@mx.example.com, MAILER_DAEMON"
  })
  void someSendersGetNone(String mailFrom, BounceRule.Reason reason) {
    assertThat(rule.whyNone(mailFrom, Headers.empty(), "feeder")).hasValue(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "From, Mail Delivery <MAILER-DAEMON@x>, MAILER_DAEMON",
    "X-Auto-Response-Suppress, All, SUPPRESSED",
    "auto-submitted, Auto-Generated, AUTO_SUBMITTED",
    "Content-Type, Multipart/Report; report-type=x, REPORT"
  })
  void someMessagesGetNone(String name, String value, BounceRule.Reason reason) {
    Headers headers = Headers.of(List.of(HeaderField.of(name, value)));

    assertThat(rule.whyNone("alice@example.com", headers, "feeder")).hasValue(reason);
  }

  @ParameterizedTest
  @CsvSource({"X-Auto-Response-Suppress, DR", "Auto-Submitted, no", "Content-Type, text/plain"})
  void othersGetOne(String name, String value) {
    Headers headers = Headers.of(List.of(HeaderField.of(name, value)));

    assertThat(rule.whyNone("alice@example.com", headers, "feeder")).isEmpty();
  }

  @Test
  void aMessageThatGoesInACircleGetsNone() {
    HeaderField received = HeaderField.of("Received", "by x");

    assertThat(
            rule.whyNone(
                "alice@example.com", Headers.of(Collections.nCopies(25, received)), "feeder"))
        .isEmpty();
    assertThat(
            rule.whyNone(
                "alice@example.com", Headers.of(Collections.nCopies(26, received)), "feeder"))
        .hasValue(BounceRule.Reason.LOOP);
  }

  @Test
  void forwardsGetNoneUnlessAllowed() {
    assertThat(rule.whyNone("alice@example.com", Headers.empty(), "forwarder"))
        .hasValue(BounceRule.Reason.INTERFACE);
    assertThat(new BounceRule(Set.of()).whyNone("alice@example.com", Headers.empty(), "forwarder"))
        .isEmpty();
  }

  @Test
  void aReportIsNeverAnsweredWithOne() throws IOException {
    Report report =
        Reports.writer()
            .write(
                ReportKind.FAILED,
                Reports.message(Reports.ORIGINAL),
                List.of(Reports.unknown("bob@example.net")))
            .orElseThrow();

    // not even if somebody sent it on in his own name
    assertThat(rule.whyNone("eve@example.com", report.message().headers(), "feeder")).isPresent();
  }
}
