package email.wildduck.james.delivery.reply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyClassifierTest {
  private static final String LISTED = "554 5.7.1 Service unavailable; blocked using spamhaus";

  private final ReplyClassifier patient = new ReplyClassifier(ReplyReading.PATIENT);
  private final ReplyClassifier zoneMta = new ReplyClassifier(ReplyReading.ZONE_MTA);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "452 4.2.2 The email account that you tried to reach is over quota",
        "452 4.3.1 Insufficient system storage",
        "450 4.1.1 mailbox unavailable",
        "450 5.1.1 no such user"
      })
  void a4xxIsFinalForZoneMtaOnly(String reply) {
    assertThat(zoneMta.judge(FailedAttempt.refused(reply)).isRejected()).isTrue();
    assertThat(patient.judge(FailedAttempt.refused(reply)).isRejected()).isFalse();
  }

  @Test
  void thePatientReadingKeepsTheCategory() {
    Verdict verdict = patient.judge(FailedAttempt.refused("452 4.2.2 over quota"));

    assertThat(verdict.category()).isEqualTo(FailureCategory.CAPACITY);
    assertThat(verdict).hasToString("defer[capacity] 4.2.2");
  }

  @ParameterizedTest
  @EnumSource(ReplyReading.class)
  void a5xxIsFinal(ReplyReading reading) {
    Verdict verdict =
        new ReplyClassifier(reading).judge(FailedAttempt.refused("550 5.1.1 No such user"));

    assertThat(verdict).hasToString("reject[envelope] 5.1.1");
    assertThat(verdict.text()).isEqualTo("550 5.1.1 No such user");
    assertThat(verdict.code()).hasValue(550);
  }

  @ParameterizedTest
  @EnumSource(ReplyReading.class)
  void aBlockListIsTriedFromAnotherAddress(ReplyReading reading) {
    ReplyClassifier classifier = new ReplyClassifier(reading);

    assertThat(classifier.judge(FailedAttempt.refused(LISTED)))
        .hasToString("defer[blacklist] 5.7.1");
    assertThat(classifier.judge(FailedAttempt.refused(LISTED).fromLastAddress()))
        .hasToString("reject[blacklist] 5.7.1");
  }

  @ParameterizedTest
  @EnumSource(ReplyReading.class)
  void brokenConnectionsAreTemporary(ReplyReading reading) {
    ReplyClassifier classifier = new ReplyClassifier(reading);

    assertThat(classifier.judge(FailedAttempt.refused(""))).hasToString("defer[network] 4.4.1");
    assertThat(classifier.judge(FailedAttempt.refused("Connection closed")).code()).isEmpty();
    assertThat(classifier.judge(FailedAttempt.refusedOnConnect("garbage")))
        .hasToString("defer[network] 4.4.1");
  }

  @ParameterizedTest
  @CsvSource({
    "421 4.7.0 too busy, defer[network] 4.7.0",
    "450 4.1.1 not here, defer[network] 4.1.1",
    "452 4.3.1 full, defer[network] 4.3.1",
    "554 5.7.1 go away, reject[block] 5.7.1",
    "521 does not accept mail, reject[recipient] 5.3.2"
  })
  void beforeTheTransactionOnly5xxAreFinal(String reply, String verdict) {
    assertThat(patient.judge(FailedAttempt.refusedOnConnect(reply))).hasToString(verdict);
    assertThat(zoneMta.judge(FailedAttempt.refusedOnConnect(reply))).hasToString(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "535 5.7.8 Authentication failed, defer[auth] 4.7.8",
    "535 wrong, defer[other] 4.7.8",
    "530 5.7.0 log in first, defer[policy] 4.7.0",
    "534 5.7.9 too weak, defer[auth] 4.7.9",
    "554 5.7.1 Service unavailable; blocked using spamhaus, defer[blacklist] 4.7.1",
    "454 4.7.0 later, defer[network] 4.7.0",
    "334 go on, defer[network] 4.0.0"
  })
  void aRefusedLoginIsNeverFinal(String reply, String verdict) {
    FailedAttempt login = FailedAttempt.refusedLogin(reply);

    for (ReplyClassifier classifier : new ReplyClassifier[] {patient, zoneMta}) {
      assertThat(classifier.judge(login)).hasToString(verdict);
      assertThat(classifier.judge(login).text()).isEqualTo(reply);
      assertThat(classifier.judge(login.fromLastAddress())).hasToString(verdict);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DNS, true, no answer, defer[dns] 4.4.3",
    "DNS, false, not found, reject[dns] 5.1.2",
    "DNS, false, 5.1.10 takes no mail, reject[dns] 5.1.10",
    "NETWORK, true, refused, defer[network] 4.4.1",
    "NETWORK, false, no address, reject[network] 5.4.4",
    "POLICY, true, certificate, defer[policy] 4.7.0",
    "POLICY, false, 4.7.5 certificate, reject[policy] 5.7.5",
    "NETWORK, true, 451 4.4.2 timed out, defer[network] 4.4.2",
    "DNS, false, 556 5.1.10 takes no mail, reject[dns] 5.1.10"
  })
  void withoutAReplyItIsAsWhoeverSawItSays(
      FailureCategory cause, boolean temporary, String text, String verdict) {
    Verdict judged = patient.judge(FailedAttempt.withoutReply(cause, temporary, text));

    assertThat(judged).hasToString(verdict);
    assertThat(judged.text()).isEqualTo(text);
    assertThat(judged.code()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "400, true, true", "404, true, true", "429, false, true", "408, false, true",
    "425, false, true", "500, false, false", "503, false, false", "301, false, false"
  })
  void webServersAreFinalWith4xx(int status, boolean finalForPatient, boolean finalForZoneMta) {
    FailedAttempt attempt = FailedAttempt.http(status, "what it said");

    assertThat(patient.judge(attempt).isRejected()).isEqualTo(finalForPatient);
    assertThat(zoneMta.judge(attempt).isRejected()).isEqualTo(finalForZoneMta);
    assertThat(patient.judge(attempt).category()).isEqualTo(FailureCategory.HTTP);
  }

  @ParameterizedTest
  @CsvSource({"250 OK", "354 go on", "199 x", "999 x", "600 x"})
  void aReplyThatIsNoRefusalIsTemporaryForThePatient(String reply) {
    assertThat(patient.judge(FailedAttempt.refused(reply)).isRejected()).isFalse();
    assertThat(zoneMta.judge(FailedAttempt.refused(reply)).isRejected()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "550 5.1.1 x, 5.1.1",
    "450 5.1.1 x, 4.1.1",
    "550 4.2.2 x, 5.2.2",
    "550 User unknown, 5.1.1",
    "550 <x@example.net>: Recipient address rejected: User unknown in table, 5.1.1",
    "550 no such mailbox, 5.1.1",
    "550 The account does not exist, 5.1.1",
    "550 something, 5.0.0",
    "552 Quota exceeded, 5.2.2",
    "552 message too large, 5.3.4",
    "552 x, 5.2.2",
    "554 Your IP 192.0.2.1 is blacklisted, 5.7.1",
    "554 relay access denied, 5.7.1",
    "535 no, 5.7.8",
    "556 x, 5.1.10",
    "450 mailbox busy, 4.2.0",
    "421 x, 4.3.2",
    "451 x, 4.3.0",
    "499 x, 4.0.0",
    "599 x, 5.0.0"
  })
  void theStatusOfAReportFollowsTheReply(String reply, String status) {
    assertThat(patient.judge(FailedAttempt.refused(reply)).status()).hasToString(status);
  }
}
