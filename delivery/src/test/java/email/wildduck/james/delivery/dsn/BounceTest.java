package email.wildduck.james.delivery.dsn;

import static email.wildduck.james.delivery.dsn.ParsedReport.names;
import static email.wildduck.james.delivery.dsn.ParsedReport.value;
import static email.wildduck.james.delivery.dsn.ReportKind.DELAYED;
import static email.wildduck.james.delivery.dsn.ReportKind.DELIVERED;
import static email.wildduck.james.delivery.dsn.ReportKind.FAILED;
import static email.wildduck.james.delivery.dsn.ReportKind.RELAYED;
import static email.wildduck.james.delivery.dsn.Reports.ORIGINAL;
import static email.wildduck.james.delivery.dsn.Reports.message;
import static email.wildduck.james.delivery.dsn.Reports.unknown;
import static email.wildduck.james.delivery.dsn.Reports.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.MutableClock;
import email.wildduck.james.core.Vectors;
import email.wildduck.james.core.message.Headers;
import email.wildduck.james.delivery.reply.StatusCode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BounceTest {
  @Test
  void theHeaderIsThatOfZoneMta() throws IOException {
    ParsedReport report = write(FAILED, message(ORIGINAL), unknown("bob@example.net"));

    List<String> expected = new ArrayList<>();
    for (JsonNode field : vector().at("/mailFiles/0/metadata/data/headers")) {
      expected.add(field.get("line").asText());
    }
    List<String> actual = new ArrayList<>();
    report.headers().fields().forEach(field -> actual.add(field.storedLine()));
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      String name = expected.get(i).substring(0, expected.get(i).indexOf(':'));
      assertThat(actual.get(i))
          .startsWith(
              Set.of("Date", "Message-ID", "Content-Type").contains(name)
                  ? name + ": "
                  : expected.get(i));
    }
  }

  @Test
  void theFieldsForProgramsAreThoseOfZoneMtaWithTheTrueStatus() throws IOException {
    ParsedReport report = write(FAILED, message(ORIGINAL), unknown("bob@example.net"));

    String theirs = vector().get("bodyUtf8").asText();
    assertThat(report.type(1)).isEqualTo("message/delivery-status");
    assertThat(report.content(1).strip().lines())
        .allSatisfy(line -> assertThat(theirs.replace("5.0.0", "5.1.1")).contains(line));
  }

  private static JsonNode vector() {
    return Vectors.file("queue-documents.json").at("/samples/bounce message");
  }

  @Test
  void aPersonReadsWhatHappenedAndWhatToDo() throws IOException {
    ParsedReport report = write(FAILED, message(ORIGINAL), unknown("bob@example.net"));

    assertThat(report.type(0)).isEqualTo("text/plain");
    assertThat(report.words())
        .startsWith("Your message could not be delivered to this recipient.")
        .contains("bob@example.net")
        .contains("The address does not exist")
        .contains("What you can do: Check the address")
        .contains("What the server mx.example.net answered was: 550 5.1.1 No such user")
        .contains("Subject: Hi")
        .contains("19aabbccddeeff0011");
    assertThat(report.content(0).lines()).allMatch(line -> line.length() <= 76);
  }

  @ParameterizedTest
  @CsvSource({
    "5.1.1, address does not exist",
    "5.2.1, address does not exist",
    "5.2.2, no room",
    "4.3.1, no room",
    "5.7.1, its rules",
    "5.7.26, its rules",
    "5.1.8, its rules",
    "5.1.2, domain of the address",
    "5.1.10, domain of the address",
    "5.3.4, larger than",
    "5.4.4, could not be reached",
    "5.6.7, beyond ASCII",
    "5.0.0, did not accept"
  })
  void eachKindOfFailureHasItsWords(String status, String words) throws IOException {
    RecipientReport recipient =
        RecipientReport.answered("bob@example.net", StatusCode.parse(status).orElseThrow(), "x");

    assertThat(write(FAILED, message(ORIGINAL), recipient).words()).contains(words);
  }

  @Test
  void whatWasTriedForDaysSaysForHowLong() throws IOException {
    RecipientReport recipient =
        RecipientReport.expired("bob@example.net", StatusCode.of(4, 4, 1), "connection refused")
            .withLastAttempt(Instant.parse("2026-11-25T09:59:00Z"));

    ParsedReport report = write(FAILED, message(ORIGINAL), recipient);

    assertThat(report.words())
        .contains("All attempts to deliver the message failed")
        .contains("It was tried for 2 days.")
        .contains("What went wrong at the last attempt was: connection refused");
    Headers status = report.status().get(1);
    assertThat(value(status, "Status")).isEqualTo("4.4.1");
    assertThat(value(status, "Diagnostic-Code")).isEqualTo("X-WildDuck-James; connection refused");
    assertThat(value(status, "Last-Attempt-Date")).isEqualTo("Wed, 25 Nov 2026 09:59:00 +0000");
  }

  @Test
  void whatAnAdministratorRemovedGivesHisReason() throws IOException {
    ParsedReport report =
        write(
            FAILED,
            message(ORIGINAL),
            RecipientReport.removed("bob@example.net", "550 stolen account"));

    assertThat(report.words())
        .contains("An administrator of this mail system took the message out")
        .contains("The reason given: 550 stolen account");
    assertThat(value(report.status().get(1), "Status")).isEqualTo("5.7.0");
    assertThat(value(report.status().get(1), "Diagnostic-Code"))
        .isEqualTo("X-WildDuck-James; 550 stolen account");
  }

  @Test
  void whatNoServerSaidIsNoReply() throws IOException {
    RecipientReport recipient =
        RecipientReport.answered(
            "bob@example.net", StatusCode.of(5, 1, 10), "556 5.1.10 The domain takes no mail");

    ParsedReport report = write(FAILED, message(ORIGINAL), recipient);

    assertThat(report.words()).contains("What went wrong was: 556 5.1.10 The domain");
    assertThat(value(report.status().get(1), "Diagnostic-Code"))
        .isEqualTo("X-WildDuck-James; 556 5.1.10 The domain takes no mail");
    assertThat(report.status().get(1).contains("Remote-MTA")).isFalse();
  }

  @Test
  void oneReportNamesAllRecipients() throws IOException {
    ParsedReport report =
        write(
            FAILED,
            message(ORIGINAL),
            unknown("bob@example.net"),
            RecipientReport.answered("carol@example.org", StatusCode.of(5, 2, 2), "552 full"),
            unknown("dave@example.net"));

    assertThat(report.header("X-Failed-Recipients"))
        .isEqualTo("bob@example.net, carol@example.org, dave@example.net");
    assertThat(report.header("Subject"))
        .isEqualTo("Delivery Status Notification (Failure: bob@example.net and 2 others)");
    assertThat(report.words()).contains("to these recipients.").contains("552 full");
    List<Headers> status = report.status();
    assertThat(status).hasSize(4);
    assertThat(status.subList(1, 4))
        .extracting(recipient -> value(recipient, "Final-Recipient"))
        .containsExactly(
            "rfc822; bob@example.net", "rfc822; carol@example.org", "rfc822; dave@example.net");
    assertThat(status.subList(1, 4))
        .extracting(recipient -> value(recipient, "Status"))
        .containsExactly("5.1.1", "5.2.2", "5.1.1");
  }

  @Test
  void aDelayIsReportedWithTheTimeItEnds() throws IOException {
    RecipientReport recipient =
        RecipientReport.answered("bob@example.net", StatusCode.of(4, 2, 0), "450 4.2.0 later")
            .withRetriedUntil(Instant.parse("2026-11-27T10:00:00Z"));

    ParsedReport report = write(DELAYED, message(ORIGINAL), recipient);

    assertThat(report.header("Subject"))
        .isEqualTo("Delivery Status Notification (Delay: bob@example.net)");
    assertThat(report.headers().contains("X-Failed-Recipients")).isFalse();
    assertThat(report.words())
        .contains("You need not send it again")
        .contains("It will be tried until Fri, 27 Nov 2026 10:00:00 +0000.")
        .doesNotContain("What you can do");
    Headers status = report.status().get(1);
    assertThat(value(status, "Action")).isEqualTo("delayed");
    assertThat(value(status, "Status")).isEqualTo("4.2.0");
    assertThat(value(status, "Will-Retry-Until")).isEqualTo("Fri, 27 Nov 2026 10:00:00 +0000");
  }

  @Test
  void aConfirmationIsWrittenWhenItWasAskedFor() throws IOException {
    RecipientReport recipient =
        RecipientReport.answered("bob@example.net", StatusCode.of(2, 0, 0), "250 2.0.0 Ok")
            .withNotify(NotifyWish.of(Set.of(NotifyEvent.SUCCESS)));

    ParsedReport relayed = write(RELAYED, message(ORIGINAL), recipient);
    ParsedReport delivered = write(DELIVERED, message(ORIGINAL), recipient);

    assertThat(value(relayed.status().get(1), "Action")).isEqualTo("relayed");
    assertThat(value(delivered.status().get(1), "Action")).isEqualTo("delivered");
    assertThat(relayed.words()).contains("was handed to another mail system");
  }

  @Test
  void whatTheSenderGaveForReportsIsGivenBack() throws IOException {
    ParsedReport report =
        write(
            FAILED,
            message(ORIGINAL).withEnvelopeId("QQ 314159"),
            unknown("bob@example.net").withOriginalRecipient("Robert@example.net"));

    assertThat(value(report.status().get(0), "Original-Envelope-Id")).isEqualTo("QQ 314159");
    assertThat(value(report.status().get(1), "Original-Recipient"))
        .isEqualTo("rfc822; Robert@example.net");
    assertThat(names(report.status().get(1)).get(0)).isEqualTo("Original-Recipient");
  }

  @Test
  void aRecipientWhoseSenderWantsNoReportIsLeftOut() throws IOException {
    RecipientReport silent = unknown("dave@example.net").withNotify(NotifyWish.never());

    ParsedReport report = write(FAILED, message(ORIGINAL), silent, unknown("bob@example.net"));

    assertThat(report.source()).doesNotContain("dave");
    assertThat(Reports.writer().write(FAILED, message(ORIGINAL), List.of(silent))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'SUCCESS,FAILURE', true, false, true",
    "'delay', false, true, false",
    "NEVER, false, false, false",
    "'', true, true, false",
    "nonsense, true, true, false"
  })
  void notifyIsReadAsItIsWritten(String value, boolean failed, boolean delayed, boolean relayed) {
    NotifyWish wish = NotifyWish.parse(value);

    assertThat(wish.wants(FAILED)).isEqualTo(failed);
    assertThat(wish.wants(DELAYED)).isEqualTo(delayed);
    assertThat(wish.wants(RELAYED)).isEqualTo(relayed);
  }

  @Test
  void retIsReadAsItIsWritten() {
    assertThat(ReturnedContent.parse("full")).isEqualTo(ReturnedContent.FULL);
    assertThat(ReturnedContent.parse("HDRS")).isEqualTo(ReturnedContent.HEADERS);
    assertThat(ReturnedContent.parse("")).isEqualTo(ReturnedContent.HEADERS);
  }

  @Test
  void onlyKindsThatAreWantedAreWritten() throws IOException {
    RecipientReport success =
        unknown("bob@example.net").withNotify(NotifyWish.of(Set.of(NotifyEvent.SUCCESS)));
    RecipientReport failure =
        unknown("bob@example.net").withNotify(NotifyWish.of(Set.of(NotifyEvent.FAILURE)));

    assertThat(isWritten(FAILED, success)).isFalse();
    assertThat(isWritten(RELAYED, success)).isTrue();
    assertThat(isWritten(FAILED, failure)).isTrue();
    assertThat(isWritten(DELAYED, failure)).isFalse();
    assertThat(isWritten(DELAYED, unknown("bob@example.net"))).isTrue();
    assertThat(isWritten(DELIVERED, unknown("bob@example.net"))).isFalse();
  }

  private static boolean isWritten(ReportKind kind, RecipientReport recipient) throws IOException {
    return Reports.writer().write(kind, message(ORIGINAL), List.of(recipient)).isPresent();
  }

  @Test
  void theReportGoesToTheSender() throws IOException {
    Report report =
        Reports.writer()
            .write(FAILED, message(ORIGINAL), List.of(unknown("bob@example.net")))
            .orElseThrow();

    assertThat(report.recipient()).isEqualTo("alice@example.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no angle brackets", "<a b@c>", "<a@b> <c@d>", "<ö@b>", "<>"})
  void aMessageIdThatIsNoneIsNotReferredTo(String id) throws IOException {
    ParsedReport report =
        write(FAILED, message("Message-ID: " + id + "\r\n\r\n"), unknown("bob@example.net"));

    assertThat(report.headers().contains("In-Reply-To")).isFalse();
    assertThat(report.headers().contains("References")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "host\r\nX: y", "a..b", "a@b"})
  void aHostNameThatIsNoneIsRefused(String name) {
    assertThatThrownBy(
            () ->
                new ReportWriter(
                    name, new MutableClock("2026-11-25T10:00:00Z"), UUID::randomUUID, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
