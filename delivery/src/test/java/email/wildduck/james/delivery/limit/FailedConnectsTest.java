package email.wildduck.james.delivery.limit;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.MutableClock;
import email.wildduck.james.core.TestConfiguration;
import email.wildduck.james.core.TestRedis;
import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.FailureCause;
import email.wildduck.james.delivery.attempt.Reply;
import email.wildduck.james.delivery.attempt.Stage;
import email.wildduck.james.delivery.share.Note;
import email.wildduck.james.delivery.share.Notes;
import email.wildduck.james.delivery.share.SharedRedis;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What nodes tell each other of targets that could not be reached. */
class FailedConnectsTest {
  private static final Failure REFUSED = cannot("Connection refused");
  private static final Failure UNANSWERED = cannot("no answer in time");

  private final MutableClock clock = new MutableClock("2030-01-31T10:00:00Z");
  private final TestRedis redis = TestRedis.start();
  private final SharedRedis shared =
      new SharedRedis(redis.commands(), "test:" + UUID.randomUUID() + ":", clock);
  private final FailedConnects here = node();
  private final FailedConnects there = node();
  private final DeliveryRequest request = to("one.example");
  private final DeliveryRequest another = to("two.example");

  private static DeliveryRequest to(String domain) {
    return Restrained.Node.request("1a2b.001", domain, 25, "alice@example.com");
  }

  private FailedConnects node() {
    return new FailedConnects(TestConfiguration.of("").sites(), notes(), clock);
  }

  private Notes notes() {
    return new Notes(shared, "connects", Duration.ofSeconds(10), Duration.ZERO, clock);
  }

  private static Failure cannot(String reason) {
    return Failure.found(
        FailureCause.NETWORK,
        Stage.CONNECT,
        SmtpReply.of(451, "4.4.1", "Cannot connect: " + reason));
  }

  @AfterEach
  void close() {
    redis.close();
  }

  @Test
  void othersFailAsTheOneThatTried() {
    here.note(request, Optional.of(UNANSWERED));

    Failure failure = there.find(request).orElseThrow();
    assertThat(failure.response()).isEqualTo(UNANSWERED.response());
    assertThat(failure.cause()).isEqualTo(FailureCause.NETWORK);
    assertThat(failure.stage()).isEqualTo(Stage.CONNECT);
    clock.advance(Duration.ofMinutes(14));
    assertThat(there.find(request)).isPresent();
    clock.advance(Duration.ofMinutes(1));
    assertThat(there.find(request)).isEmpty();
  }

  @Test
  void whoeverReachesATargetEndsThatForAll() {
    here.note(request, Optional.of(REFUSED));
    assertThat(there.find(request)).isPresent();

    there.note(request, Optional.empty());

    assertThat(there.find(request)).isEmpty();
    clock.advance(Duration.ofSeconds(10));
    assertThat(here.find(request)).isEmpty();
  }

  @Test
  void whatAServerSaysIsAnAnswer() {
    here.note(request, Optional.of(REFUSED));

    here.note(
        request,
        Optional.of(
            Failure.found(
                FailureCause.NETWORK, Stage.GREETING, SmtpReply.of(451, "4.4.2", "Closed"))));

    assertThat(here.find(request)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("withoutConnection")
  void whoHasReachedNobodyMeanwhileTellsOfNoSecondTarget(Failure reachedNobody) {
    here.note(request, Optional.of(UNANSWERED));
    here.note(to("three.example"), Optional.of(reachedNobody));

    here.note(another, Optional.of(UNANSWERED));

    assertThat(here.find(another)).isPresent();
    assertThat(there.find(request)).isPresent();
    assertThat(there.find(another)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("withoutConnection")
  void whatReachedNobodyEndsNothing(Failure reachedNobody) {
    here.note(request, Optional.of(UNANSWERED));
    here.note(another, Optional.of(UNANSWERED));

    here.note(request, Optional.of(reachedNobody));
    here.note(another, Optional.of(reachedNobody));

    assertThat(here.find(request)).isPresent();
    assertThat(here.find(another)).isPresent();
    assertThat(there.find(request)).isPresent();
  }

  private static Stream<Failure> withoutConnection() {
    return Stream.of(
        Failure.found(
            FailureCause.DNS, Stage.LOOKUP, SmtpReply.of(451, "4.4.3", "DNS did not answer")),
        Failure.found(FailureCause.DNS, Stage.LOOKUP, SmtpReply.of(550, "5.1.2", "No such domain")),
        Failure.found(
            FailureCause.POLICY,
            Stage.LOOKUP,
            SmtpReply.of(451, "4.7.5", "No usable TLSA records")),
        Failure.found(
            FailureCause.LOCAL, Stage.CONNECT, SmtpReply.of(451, "4.3.5", "Cannot send from it")),
        Failure.found(
            FailureCause.LOCAL, Stage.LOOKUP, SmtpReply.of(451, "4.3.0", "Internal error")));
  }

  @ParameterizedTest
  @MethodSource("afterConnection")
  void whoHasReachedSomebodyMeanwhileTellsOfTheNext(Optional<Failure> reachedSomebody) {
    here.note(request, Optional.of(UNANSWERED));
    here.note(to("three.example"), reachedSomebody);

    here.note(another, Optional.of(UNANSWERED));

    assertThat(there.find(another)).isPresent();
  }

  private static Stream<Optional<Failure>> afterConnection() {
    return Stream.of(
        Optional.empty(),
        Optional.of(Failure.replied(Stage.GREETING, Reply.of(554, List.of("5.7.1 go away")))),
        Optional.of(Failure.replied(Stage.RCPT, Reply.of(550, List.of("5.1.1 unknown")))),
        Optional.of(
            Failure.found(
                FailureCause.NETWORK, Stage.GREETING, SmtpReply.of(451, "4.4.2", "Closed"))));
  }

  @Test
  void noteThatCannotBeReadIsNone() {
    notes()
        .put(
            "default one.example:25 ",
            new Note(clock.instant().plusSeconds(60), 1, "550 5.0.0 gone for good"));

    assertThat(here.find(request)).isEmpty();
    here.note(request, Optional.of(REFUSED));
    assertThat(here.find(request)).isPresent();
  }
}
