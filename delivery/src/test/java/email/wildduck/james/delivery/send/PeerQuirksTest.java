package email.wildduck.james.delivery.send;

import static email.wildduck.james.delivery.Sending.failure;
import static email.wildduck.james.delivery.Sending.only;
import static email.wildduck.james.delivery.Sending.request;
import static email.wildduck.james.delivery.Sending.simple;
import static email.wildduck.james.delivery.Sending.to;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.delivery.PeerSession;
import email.wildduck.james.delivery.ScriptedPeer;
import email.wildduck.james.delivery.ScriptedPeer.Script;
import email.wildduck.james.delivery.Sending;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.DeliveryResult;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.FailureCause;
import email.wildduck.james.delivery.attempt.Recipient;
import email.wildduck.james.delivery.attempt.RecipientOutcome;
import email.wildduck.james.delivery.attempt.Stage;
import email.wildduck.james.delivery.connect.TimeLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What peers say and do that no document foresees. */
class PeerQuirksTest {
  private static final Duration SOON = Duration.ofMillis(400);

  private final SmtpTransport transport = Sending.transport();

  @AfterEach
  void close() {
    transport.close();
  }

  private static DeliveryRequest two(int port) {
    return request(to(port))
        .recipient(Recipient.of("one@example.net"))
        .recipient(Recipient.of("two@example.net"))
        .build();
  }

  private Failure failureOf(Script script) {
    try (ScriptedPeer peer = ScriptedPeer.start(script)) {
      Failure failure = failure(transport.deliver(simple(to(peer.port()))));
      assertThat(peer.failures()).isEmpty();
      assertThat(failure.peer().orElseThrow().toString()).isEqualTo("peer.example[127.0.0.1]");
      return failure;
    }
  }

  @Test
  void repliesOfSeveralLinesAreKeptWhole() {
    Script script =
        session -> {
          session.say("220-peer.example", "220-No spam", "220");
          session.ehlo("PIPELINING");
          session.take();
          session.say("250-2.0.0 taken", "250 2.0.0 as 17");
        };
    try (ScriptedPeer peer = ScriptedPeer.start(script)) {
      RecipientOutcome outcome = only(transport.deliver(simple(to(peer.port()))));

      assertThat(outcome.isAccepted()).isTrue();
      assertThat(outcome.response()).isEqualTo("250-2.0.0 taken\n250 2.0.0 as 17");
    }
  }

  @Test
  void bareLineFeedsAndMissingTextAreUnderstood() {
    Script script =
        session -> {
          session.raw("220\n");
          session.expect("EHLO ");
          session.raw("250\n");
          session.expect("MAIL");
          session.raw("250\n");
          session.expect("RCPT");
          session.raw("250 \u00e4\u00f6 caf\u00e9\n");
          session.expect("DATA");
          session.raw("354\n");
          session.message();
          session.raw("250\n");
        };
    try (ScriptedPeer peer = ScriptedPeer.start(script)) {
      assertThat(only(transport.deliver(simple(to(peer.port())))).response()).isEqualTo("250");
    }
  }

  @Test
  void peerThatKnowsHeloOnlyIsSpokenToWithHelo() {
    Script script =
        session -> {
          session.say("220 old.example");
          session.expect("EHLO client.example", "500 what?");
          session.expect("HELO client.example", "250 old.example");
          session.expect("MAIL FROM:<alice@example.com>", "250 ok");
          session.expect("RCPT TO:<bob@example.net>", "250 ok");
          session.expect("DATA", "354 go on");
          session.message();
          session.say("250 taken");
        };
    try (ScriptedPeer peer = ScriptedPeer.start(script)) {
      assertThat(only(transport.deliver(simple(to(peer.port())))).isAccepted()).isTrue();
      assertThat(peer.sessions().get(0).heard("MAIL"))
          .containsExactly("MAIL FROM:<alice@example.com>");
    }
  }

  @Test
  void temporaryGreetingIsAFailureOfItsStage() {
    Failure failure = failureOf(session -> session.say("421 4.3.2 busy"));

    assertThat(failure.stage()).isEqualTo(Stage.GREETING);
    assertThat(failure.cause()).isEqualTo(FailureCause.REPLY);
    assertThat(failure.response()).isEqualTo("421 4.3.2 busy");
    assertThat(failure.isTemporary()).isTrue();
  }

  @Test
  void permanentGreetingIsAnAnswer() {
    Failure failure = failureOf(session -> session.say("554 5.7.1 go away"));

    assertThat(failure.stage()).isEqualTo(Stage.GREETING);
    assertThat(failure.isTemporary()).isFalse();
    assertThat(failure.enhancedStatus()).isEqualTo("5.7.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 400 Bad Request\r\n", "999 what\r\n", "2\r\n", "\r\n"})
  void whatIsNoReplyIsATemporaryFailure(String garbage) {
    Failure failure = failureOf(session -> session.raw(garbage));

    assertThat(failure.cause()).isEqualTo(FailureCause.NETWORK);
    assertThat(failure.stage()).isEqualTo(Stage.GREETING);
    assertThat(failure.isTemporary()).isTrue();
  }

  @Test
  void replyWithoutEndIsATemporaryFailure() {
    Failure failure =
        failureOf(
            session -> {
              for (int i = 0; i < 10_000; i++) {
                session.say("220-more");
              }
              session.awaitEnd();
            });

    assertThat(failure.enhancedStatus()).isEqualTo("4.5.0");
  }

  @Test
  void lineWithoutEndIsCutAndTimedOut() {
    try (SmtpTransport hasty =
            Sending.transport(Sending.SETTINGS.withTimeLimits(TimeLimits.of(SOON)));
        ScriptedPeer peer =
            ScriptedPeer.start(
                session -> {
                  session.raw("220 ");
                  while (true) {
                    session.raw("x".repeat(1000));
                  }
                })) {
      Failure failure = failure(hasty.deliver(simple(to(peer.port()))));

      assertThat(failure.response()).contains("in time");
      assertThat(failure.isTemporary()).isTrue();
    }
  }

  @Test
  void rejectedSenderFailsAllRecipients() {
    for (String extension : List.of("PIPELINING", "HELP")) {
      Script script =
          session -> {
            session.open(extension);
            session.expect("MAIL", "550-5.1.8 No", "550 5.1.8 sender");
            if (extension.equals("PIPELINING")) {
              session.expect("RCPT", "503 5.5.1 no MAIL");
              session.expect("RCPT", "503 5.5.1 no MAIL");
              session.expect("DATA", "503 5.5.1 no RCPT");
            }
            session.expect("QUIT");
          };
      try (SmtpTransport own = Sending.transport();
          ScriptedPeer peer = ScriptedPeer.start(script)) {
        DeliveryResult result = own.deliver(two(peer.port()));

        assertThat(result.outcomes())
            .allSatisfy(
                outcome -> {
                  assertThat(outcome.response()).isEqualTo("550-5.1.8 No\n550 5.1.8 sender");
                  assertThat(outcome.failure().orElseThrow().stage()).isEqualTo(Stage.MAIL);
                });
        assertThat(peer.failures()).isEmpty();
      }
    }
  }

  @Test
  void peerThatWantsAMessageForNobodyGetsADotOnly() {
    Script script =
        session -> {
          session.open("PIPELINING");
          session.expect("MAIL", "250 ok");
          session.expect("RCPT", "550 5.1.1 no");
          session.expect("DATA", "354 go on");
          if (!session.message().isEmpty()) {
            throw new AssertionError("a message for nobody");
          }
          session.say("554 5.5.1 no recipients");
          session.expect("RSET", "250 ok");
          session.take();
          session.say("250 taken");
        };
    try (ScriptedPeer peer = ScriptedPeer.start(script)) {
      Failure failure = failure(transport.deliver(simple(to(peer.port()))));
      RecipientOutcome next = only(transport.deliver(simple(to(peer.port()))));

      assertThat(failure.response()).isEqualTo("550 5.1.1 no");
      assertThat(next.isAccepted()).isTrue();
      assertThat(peer.failures()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PIPELINING", "HELP"})
  void farewellInTheMiddleIsTheReasonForAllThatAreOpen(String extension) {
    Script script =
        session -> {
          session.open(extension);
          session.expect("MAIL", "250 ok");
          session.expect("RCPT", "250 ok");
          session.expect("RCPT", "421 4.7.0 too much");
        };
    try (ScriptedPeer peer = ScriptedPeer.start(script)) {
      DeliveryResult result = transport.deliver(two(peer.port()));

      assertThat(result.outcomes())
          .allSatisfy(
              outcome -> {
                assertThat(outcome.isAccepted()).isFalse();
                assertThat(outcome.response()).isEqualTo("421 4.7.0 too much");
              });
      assertThat(transport.idleConnections()).isZero();
    }
  }

  @Test
  void farewellAndCloseAfterMailIsTheReason() {
    Failure failure =
        failureOf(
            session -> {
              session.open();
              session.expect("MAIL", "421 4.3.2 shutting down");
            });

    assertThat(failure.stage()).isEqualTo(Stage.MAIL);
    assertThat(failure.response()).isEqualTo("421 4.3.2 shutting down");
  }

  @Test
  void dataThatIsRefusedFailsTheRecipients() {
    Failure failure =
        failureOf(
            session -> {
              session.open();
              session.expect("MAIL", "250 ok");
              session.expect("RCPT", "250 ok");
              session.expect("DATA", "554 5.7.1 not from you");
            });

    assertThat(failure.stage()).isEqualTo(Stage.DATA);
    assertThat(failure.isTemporary()).isFalse();
  }

  @Test
  void replyOutOfTurnIsATemporaryFailure() {
    Failure failure =
        failureOf(
            session -> {
              session.open();
              session.expect("MAIL", "250 ok");
              session.expect("RCPT", "250 ok");
              session.expect("DATA", "250 I do not know what I say");
            });

    assertThat(failure.code()).isEqualTo(451);
    assertThat(failure.isTemporary()).isTrue();
  }

  enum Ending {
    CLOSE {
      @Override
      void end(PeerSession session) {}
    },
    RESET {
      @Override
      void end(PeerSession session) throws IOException {
        session.reset();
      }
    },
    GARBAGE {
      @Override
      void end(PeerSession session) throws IOException {
        session.say("ok, I think");
      }
    };

    abstract void end(PeerSession session) throws java.io.IOException;
  }

  @ParameterizedTest
  @EnumSource
  void noReplyToTheMessageIsTemporaryAndUnknown(Ending ending) {
    Failure failure =
        failureOf(
            session -> {
              session.open();
              session.take();
              ending.end(session);
            });

    assertThat(failure.stage()).isEqualTo(Stage.FINAL);
    assertThat(failure.cause()).isEqualTo(FailureCause.NETWORK);
    assertThat(failure.isTemporary()).isTrue();
    assertThat(failure.isOutcomeUnknown()).isTrue();
    assertThat(transport.idleConnections()).isZero();
  }

  @Test
  void refusedMessageIsNotUnknown() {
    Failure failure =
        failureOf(
            session -> {
              session.open();
              session.take();
              session.say("554 5.7.1 spam");
            });

    assertThat(failure.stage()).isEqualTo(Stage.FINAL);
    assertThat(failure.isTemporary()).isFalse();
    assertThat(failure.isOutcomeUnknown()).isFalse();
  }

  @Test
  void silenceIsTimedOutAtEachStage() {
    List<Script> silences =
        List.of(
            PeerSession::awaitEnd,
            session -> {
              session.say("220 hello");
              session.awaitEnd();
            },
            session -> {
              session.open();
              session.expect("MAIL");
              session.awaitEnd();
            },
            session -> {
              session.open();
              session.take();
              session.awaitEnd();
            });
    List<Stage> stages = List.of(Stage.GREETING, Stage.HELLO, Stage.MAIL, Stage.FINAL);
    for (int i = 0; i < silences.size(); i++) {
      try (SmtpTransport hasty =
              Sending.transport(Sending.SETTINGS.withTimeLimits(TimeLimits.of(SOON)));
          ScriptedPeer peer = ScriptedPeer.start(silences.get(i))) {
        Failure failure = failure(hasty.deliver(simple(to(peer.port()))));

        assertThat(failure.stage()).isEqualTo(stages.get(i));
        assertThat(failure.response()).contains("in time");
      }
    }
  }

  @Test
  void peerThatDoesNotReadTheMessageIsTimedOut() {
    Script script =
        session -> {
          session.open();
          session.expect("MAIL", "250 ok");
          session.expect("RCPT", "250 ok");
          session.expect("DATA", "354 go on");
          Awaitility.await()
              .atMost(Duration.ofSeconds(20))
              .until(() -> session.note().equals("over"));
        };
    try (SmtpTransport hasty =
            Sending.transport(Sending.SETTINGS.withTimeLimits(TimeLimits.of(SOON)));
        ScriptedPeer peer = ScriptedPeer.start(script)) {
      DeliveryRequest request =
          request(to(peer.port()), "A: b\r\n\r\n" + "text of a line\r\n".repeat(2_000_000))
              .recipient(Recipient.of("bob@example.net"))
              .build();

      Failure failure = failure(hasty.deliver(request));
      peer.sessions().get(0).remark("over");

      assertThat(failure.stage()).isEqualTo(Stage.DATA);
      assertThat(failure.isTemporary()).isTrue();
    }
  }

  @Test
  void dsnParametersGoToPeersThatAnnounceDsn() {
    for (String extension : List.of("DSN", "HELP")) {
      Script script =
          session -> {
            session.open(extension);
            session.take();
            session.say("250 taken");
          };
      try (SmtpTransport own = Sending.transport();
          ScriptedPeer peer = ScriptedPeer.start(script)) {
        DeliveryRequest request =
            request(to(peer.port()))
                .recipient(
                    Recipient.of("bob@example.net")
                        .withNotify("SUCCESS,FAILURE")
                        .withOriginalRecipient("rfc822;b+2Bb@example.org"))
                .ret("HDRS")
                .envelopeId("QQ314159")
                .build();

        RecipientOutcome outcome = only(own.deliver(request));

        boolean dsn = extension.equals("DSN");
        assertThat(outcome.peer().orElseThrow().announcesDsn()).isEqualTo(dsn);
        assertThat(peer.sessions().get(0).heard("MAIL"))
            .containsExactly(
                "MAIL FROM:<alice@example.com>" + (dsn ? " RET=HDRS ENVID=QQ314159" : ""));
        assertThat(peer.sessions().get(0).heard("RCPT"))
            .containsExactly(
                "RCPT TO:<bob@example.net>"
                    + (dsn ? " NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;b+2Bb@example.org" : ""));
      }
    }
  }

  @Test
  void originalRecipientBeyondAsciiGoesToPeersWithoutSmtputf8() {
    Script script =
        session -> {
          session.open("DSN");
          session.take();
          session.say("250 taken");
        };
    try (ScriptedPeer peer = ScriptedPeer.start(script)) {
      DeliveryRequest request =
          request(to(peer.port()))
              .recipient(
                  Recipient.of("bob@example.net")
                      .withOriginalRecipient("utf-8;dsn\\x{E9}@example.net"))
              .build();

      assertThat(only(transport.deliver(request)).isAccepted()).isTrue();
      assertThat(peer.sessions().get(0).heard("RCPT"))
          .containsExactly("RCPT TO:<bob@example.net> ORCPT=utf-8;dsn\\x{E9}@example.net");
    }
  }

  @Test
  void recipientsThatAreTooManyGoInFurtherTransactions() {
    Script oneAtATime =
        session -> {
          session.open();
          for (int left = 3; left > 0; left--) {
            session.expect("MAIL", "250 ok");
            session.expect("RCPT", "250 ok");
            for (int i = 1; i < left; i++) {
              session.expect("RCPT", "452 4.5.3 too many recipients");
            }
            session.expect("DATA", "354 go on");
            session.message();
            session.say("250 taken " + left);
            session.expect(left > 1 ? "RSET" : "QUIT", "250 ok");
          }
        };
    try (ScriptedPeer peer = ScriptedPeer.start(oneAtATime);
        SmtpTransport own = Sending.transport()) {
      DeliveryRequest request =
          request(to(peer.port()))
              .recipient(Recipient.of("one@example.net"))
              .recipient(Recipient.of("two@example.net"))
              .recipient(Recipient.of("three@example.net"))
              .build();

      assertThat(own.deliver(request).outcomes())
          .extracting(RecipientOutcome::toString)
          .containsExactly(
              "one@example.net: 250 taken 3",
              "two@example.net: 250 taken 2",
              "three@example.net: 250 taken 1");
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void whoWasTakenStaysTakenWhenAFurtherTransactionFails() {
    Script once =
        session -> {
          session.open();
          session.expect("MAIL", "250 ok");
          session.expect("RCPT", "250 ok");
          session.expect("RCPT", "452 4.5.3 too many recipients");
          session.expect("DATA", "354 go on");
          session.message();
          session.say("250 taken");
        };
    try (ScriptedPeer peer = ScriptedPeer.start(once, session -> session.say("421 4.3.2 busy"))) {
      List<RecipientOutcome> outcomes = transport.deliver(two(peer.port())).outcomes();

      assertThat(outcomes.get(0).isAccepted()).isTrue();
      assertThat(outcomes.get(1).failure().orElseThrow().response()).isEqualTo("421 4.3.2 busy");
    }
  }

  @Test
  void noConnectionIsATemporaryNetworkFailure() {
    int port;
    try (ScriptedPeer peer = ScriptedPeer.start(session -> session.say("220 x"))) {
      port = peer.port();
    }

    Failure failure = failure(transport.deliver(simple(to(port))));

    assertThat(failure.stage()).isEqualTo(Stage.CONNECT);
    assertThat(failure.cause()).isEqualTo(FailureCause.NETWORK);
    assertThat(failure.enhancedStatus()).isEqualTo("4.4.1");
    assertThat(failure.peer().orElseThrow().host()).isEqualTo("peer.example");
  }
}
