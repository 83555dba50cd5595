package email.wildduck.james.delivery.send;

import static email.wildduck.james.delivery.Sending.only;
import static email.wildduck.james.delivery.Sending.request;
import static email.wildduck.james.delivery.Sending.simple;
import static email.wildduck.james.delivery.Sending.to;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.delivery.ScriptedPeer;
import email.wildduck.james.delivery.ScriptedPeer.Script;
import email.wildduck.james.delivery.Sending;
import email.wildduck.james.delivery.TestDns;
import email.wildduck.james.delivery.attempt.DeliveryPolicy;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.Recipient;
import email.wildduck.james.delivery.attempt.RecipientOutcome;
import email.wildduck.james.delivery.attempt.ReuseLimits;
import email.wildduck.james.delivery.attempt.Source;
import email.wildduck.james.delivery.attempt.TlsMode;
import email.wildduck.james.embedded.sink.SmtpSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections are used again, and never noticed when they are not. */
class ReuseTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private static SmtpTransport keeping(Duration idle, int uses) {
    return Sending.transport(Sending.SETTINGS.withReuseLimits(new ReuseLimits(idle, uses)));
  }

  @Test
  void connectionCarriesAsManyMessagesAsItMay() {
    try (SmtpSink sink = SmtpSink.start();
        SmtpTransport transport = keeping(LONG, 3)) {
      List<Boolean> reused = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        RecipientOutcome outcome = only(transport.deliver(simple(to(sink.port()))));
        assertThat(outcome.isAccepted()).isTrue();
        reused.add(outcome.peer().orElseThrow().isReused());
      }

      assertThat(reused).containsExactly(false, true, true, false, true, true, false);
      assertThat(sink.connections()).isEqualTo(3);
    }
  }

  @Test
  void connectionIsNotSharedWithWhatNeedsAnother() {
    try (SmtpSink sink = SmtpSink.builder().startTls().start();
        SmtpTransport transport = keeping(LONG, 100)) {
      List<DeliveryRequest> different =
          List.of(
              simple(to(sink.port())),
              simple(to(sink.port()).asLocalDelivery()),
              request(to(sink.port()))
                  .recipient(Recipient.of("bob@example.net"))
                  .policy(DeliveryPolicy.standard().withTls(TlsMode.OFF))
                  .build(),
              request(to(sink.port()))
                  .recipient(Recipient.of("bob@example.net"))
                  .source(new Source(TestDns.address("127.0.0.7"), "seven.example"))
                  .build());
      for (int round = 0; round < 2; round++) {
        for (DeliveryRequest request : different) {
          assertThat(only(transport.deliver(request)).peer().orElseThrow().isReused())
              .isEqualTo(round == 1);
        }
      }

      assertThat(sink.connections()).isEqualTo(different.size());
      assertThat(transport.idleConnections()).isEqualTo(different.size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PIPELINING", "HELP"})
  void connectionIsResetBeforeItIsUsedAgain(String extension) {
    Script script =
        session -> {
          session.open(extension);
          session.take();
          session.say("250 taken");
          session.expect("RSET", "250 ok");
          session.take();
          session.say("250 taken");
          session.expect("QUIT");
        };
    try (ScriptedPeer peer = ScriptedPeer.start(script)) {
      try (SmtpTransport transport = keeping(LONG, 2)) {
        only(transport.deliver(simple(to(peer.port()))));
        only(transport.deliver(simple(to(peer.port()))));
      }

      Awaitility.await().until(() -> peer.sessions().get(0).heard("QUIT").size() == 1);
      assertThat(peer.failures()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "421 4.4.2 idle too long\r\n"})
  void connectionThatEndedMeanwhileIsReplaced(String farewell) {
    Script ending =
        session -> {
          session.open("PIPELINING");
          session.take();
          session.say("250 taken");
          session.raw(farewell);
        };
    Script second =
        session -> {
          session.open("PIPELINING");
          session.take();
          session.say("250 taken again");
        };
    try (ScriptedPeer peer = ScriptedPeer.start(ending, second);
        SmtpTransport transport = keeping(LONG, 100)) {
      only(transport.deliver(simple(to(peer.port()))));
      RecipientOutcome outcome = only(transport.deliver(simple(to(peer.port()))));

      assertThat(outcome.response()).isEqualTo("250 taken again");
      assertThat(outcome.peer().orElseThrow().isReused()).isFalse();
      assertThat(peer.sessions()).hasSize(2);
    }
  }

  @Test
  void connectionThatEndsAtResetIsReplaced() {
    Script ending =
        session -> {
          session.open();
          session.take();
          session.say("250 taken");
          session.expect("RSET", "421 4.4.2 no more");
        };
    Script second =
        session -> {
          session.open();
          session.take();
          session.say("250 taken again");
        };
    try (ScriptedPeer peer = ScriptedPeer.start(ending, second);
        SmtpTransport transport = keeping(LONG, 100)) {
      only(transport.deliver(simple(to(peer.port()))));
      RecipientOutcome outcome = only(transport.deliver(simple(to(peer.port()))));

      assertThat(outcome.response()).isEqualTo("250 taken again");
      assertThat(peer.failures()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PIPELINING", "HELP"})
  void connectionThatEndsAtItsNextMessageIsReplaced(String extension) {
    Script ending =
        session -> {
          session.open(extension);
          session.take();
          session.say("250 taken");
          session.expect("RSET", "250 ok");
          session.expect("MAIL", "421 4.7.0 one message each");
        };
    Script second =
        session -> {
          session.open(extension);
          session.take();
          session.say("250 taken again");
        };
    try (ScriptedPeer peer = ScriptedPeer.start(ending, second);
        SmtpTransport transport = keeping(LONG, 100)) {
      only(transport.deliver(simple(to(peer.port()))));
      RecipientOutcome outcome = only(transport.deliver(simple(to(peer.port()))));

      assertThat(outcome.response()).isEqualTo("250 taken again");
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void idleConnectionIsEndedWithQuit() {
    try (ScriptedPeer peer =
            ScriptedPeer.start(
                session -> {
                  session.open();
                  session.take();
                  session.say("250 taken");
                  session.expect("QUIT");
                });
        SmtpTransport transport = keeping(Duration.ofMillis(1), 100)) {
      only(transport.deliver(simple(to(peer.port()))));

      Awaitility.await().until(() -> peer.sessions().get(0).heard("QUIT").size() == 1);
      assertThat(transport.idleConnections()).isZero();
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void manyThreadsShareConnections() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (SmtpSink sink = SmtpSink.start();
        SmtpTransport transport = keeping(LONG, 50)) {
      List<Future<RecipientOutcome>> outcomes = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        outcomes.add(threads.submit(() -> only(transport.deliver(simple(to(sink.port()))))));
      }
      for (Future<RecipientOutcome> outcome : outcomes) {
        assertThat(outcome.get().isAccepted()).isTrue();
      }

      assertThat(sink.received()).hasSize(400);
      assertThat(sink.connections()).isBetween(8L, 32L);
      assertThat(transport.idleConnections()).isLessThanOrEqualTo(8);
    } finally {
      threads.shutdownNow();
    }
  }
}
