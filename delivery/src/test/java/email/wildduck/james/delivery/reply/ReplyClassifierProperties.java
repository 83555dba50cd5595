package email.wildduck.james.delivery.reply;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ReplyClassifierProperties {
  private final ReplyClassifier patient = new ReplyClassifier(ReplyReading.PATIENT);
  private final ReplyClassifier zoneMta = new ReplyClassifier(ReplyReading.ZONE_MTA);

  @Property
  void anyTextIsJudged(@ForAll String text, @ForAll int httpStatus, @ForAll boolean temporary) {
    for (ReplyClassifier classifier : new ReplyClassifier[] {patient, zoneMta}) {
      isComplete(classifier.judge(FailedAttempt.refused(text)));
      isComplete(classifier.judge(FailedAttempt.refusedOnConnect(text).fromLastAddress()));
      isComplete(classifier.judge(FailedAttempt.http(httpStatus, text)));
      for (FailureCategory cause : FailureCategory.values()) {
        Verdict verdict = classifier.judge(FailedAttempt.withoutReply(cause, temporary, text));
        isComplete(verdict);
        assertThat(verdict.isRejected()).isNotEqualTo(temporary);
      }
    }
  }

  @Property
  void no4xxIsFinalForThePatient(
      @ForAll("fourHundreds") String reply, @ForAll boolean lastAddress, @ForAll boolean early) {
    FailedAttempt attempt =
        early ? FailedAttempt.refusedOnConnect(reply) : FailedAttempt.refused(reply);

    Verdict verdict = patient.judge(lastAddress ? attempt.fromLastAddress() : attempt);

    isComplete(verdict);
    assertThat(verdict.isRejected()).isFalse();
    assertThat(verdict.status().toString()).startsWith("4.");
  }

  @Property
  void noRefusedLoginIsFinal(
      @ForAll @IntRange(min = 200, max = 599) int code,
      @ForAll String text,
      @ForAll boolean lastAddress) {
    FailedAttempt attempt = FailedAttempt.refusedLogin(code + " " + text);

    for (ReplyClassifier classifier : new ReplyClassifier[] {patient, zoneMta}) {
      Verdict verdict = classifier.judge(lastAddress ? attempt.fromLastAddress() : attempt);
      isComplete(verdict);
      assertThat(verdict.isRejected()).isFalse();
      assertThat(verdict.status().toString()).startsWith("4.");
    }
  }

  @Property
  void bothReadingsAgreeOn5xx(
      @ForAll @IntRange(min = 500, max = 599) int code, @ForAll String text) {
    FailedAttempt attempt = FailedAttempt.refused(code + " " + text);

    assertThat(patient.judge(attempt)).hasToString(zoneMta.judge(attempt).toString());
  }

  @Provide
  Arbitrary<String> fourHundreds() {
    Arbitrary<String> enhanced =
        Combinators.combine(
                Arbitraries.of("2", "4", "5"),
                Arbitraries.integers().between(0, 9),
                Arbitraries.integers().between(0, 30))
            .as((kind, subject, detail) -> kind + "." + subject + "." + detail + " ");
    return Combinators.combine(
            Arbitraries.integers().between(400, 499),
            Arbitraries.of(" ", "-"),
            Arbitraries.oneOf(Arbitraries.just(""), enhanced),
            Arbitraries.oneOf(
                Arbitraries.strings(),
                Arbitraries.of("550 5.1.1 gone", "\r\n550 5.1.1 gone", "spamhaus", "over quota")))
        .as((code, separator, status, text) -> code + separator + status + text);
  }

  private static void isComplete(Verdict verdict) {
    assertThat(verdict.text()).hasSizeLessThanOrEqualTo(2000).doesNotContain("\r", "\n");
    assertThat(verdict.status().toString()).matches("[245]\\.\\d{1,3}\\.\\d{1,3}");
    assertThat(verdict.category()).isNotNull();
  }
}
