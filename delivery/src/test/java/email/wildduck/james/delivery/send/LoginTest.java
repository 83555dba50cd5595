package email.wildduck.james.delivery.send;

import static email.wildduck.james.delivery.Sending.failure;
import static email.wildduck.james.delivery.Sending.only;
import static email.wildduck.james.delivery.Sending.request;
import static email.wildduck.james.delivery.Sending.to;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.delivery.ScriptedPeer;
import email.wildduck.james.delivery.ScriptedPeer.Script;
import email.wildduck.james.delivery.Sending;
import email.wildduck.james.delivery.attempt.DeliveryPolicy;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.FailureCause;
import email.wildduck.james.delivery.attempt.Login;
import email.wildduck.james.delivery.attempt.Recipient;
import email.wildduck.james.delivery.attempt.Stage;
import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Logins at relays. */
class LoginTest {
  private static final SelfSignedCertificate CERTIFICATE =
      SelfSignedCertificate.create(List.of("peer.example"));
  private static final Login LOGIN = new Login("alice", "s\u00e9cret");

  private final SmtpTransport transport = Sending.transport();

  @AfterEach
  void close() {
    transport.close();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static DeliveryRequest withLogin(int port, Login login, boolean inClear) {
    return request(to(port).withLogin(login))
        .recipient(Recipient.of("bob@example.net"))
        .policy(DeliveryPolicy.standard().withClearLogin(inClear))
        .build();
  }

  private static Script encrypted(String mechanisms, Script login) {
    return session -> {
      session.open("STARTTLS", "AUTH PLAIN");
      session.expect("STARTTLS", "220 go on");
      session.tls(CERTIFICATE);
      session.ehlo(mechanisms);
      login.talk(session);
    };
  }

  private static Script accepting(Script login) {
    return session -> {
      login.talk(session);
      session.take();
      session.say("250 taken");
    };
  }

  @Test
  void plainIsUsedOverTls() {
    Script login =
        session -> session.expect("AUTH PLAIN " + base64("\0alice\0s\u00e9cret"), "235 ok");
    try (ScriptedPeer peer =
        ScriptedPeer.start(encrypted("AUTH CRAM-MD5 LOGIN PLAIN", accepting(login)))) {
      assertThat(only(transport.deliver(withLogin(peer.port(), LOGIN, false))).isAccepted())
          .isTrue();
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void loginIsUsedWhereThereIsNoPlain() {
    Script login =
        session -> {
          session.expect("AUTH LOGIN", "334 VXNlcm5hbWU6");
          session.expect(base64("alice"), "334 UGFzc3dvcmQ6");
          session.expect(base64("s\u00e9cret"), "235 ok");
        };
    try (ScriptedPeer peer = ScriptedPeer.start(encrypted("AUTH=login", accepting(login)))) {
      assertThat(only(transport.deliver(withLogin(peer.port(), LOGIN, false))).isAccepted())
          .isTrue();
      assertThat(peer.failures()).isEmpty();
    }
  }

  /** The example of RFC 2195 §2. */
  @Test
  void cramMd5IsAnsweredAsInItsDocumentWhereTlsIsNotNeeded() {
    Script login =
        session -> {
          session.open("AUTH PLAIN CRAM-MD5");
          session.expect(
              "AUTH CRAM-MD5", "334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+");
          session.expect("dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw", "235 ok");
        };
    try (ScriptedPeer peer = ScriptedPeer.start(accepting(login))) {
      Login tim = new Login("tim", "tanstaaftanstaaf");

      assertThat(only(transport.deliver(withLogin(peer.port(), tim, true))).isAccepted()).isTrue();
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void loginIsNotSentWithoutTls() {
    try (ScriptedPeer peer =
        ScriptedPeer.start(
            session -> {
              session.open("AUTH PLAIN LOGIN");
              session.awaitEnd();
            })) {
      Failure failure = failure(transport.deliver(withLogin(peer.port(), LOGIN, false)));

      assertThat(failure.stage()).isEqualTo(Stage.LOGIN);
      assertThat(failure.cause()).isEqualTo(FailureCause.POLICY);
      assertThat(failure.isTemporary()).isTrue();
      assertThat(peer.sessions().get(0).heard("AUTH")).isEmpty();
    }
  }

  @Test
  void refusedLoginIsTheRelaysAnswer() {
    Script login = session -> session.expect("AUTH PLAIN", "535 5.7.8 wrong");
    try (ScriptedPeer peer = ScriptedPeer.start(encrypted("AUTH PLAIN", login))) {
      Failure failure = failure(transport.deliver(withLogin(peer.port(), LOGIN, false)));

      assertThat(failure.stage()).isEqualTo(Stage.LOGIN);
      assertThat(failure.response()).isEqualTo("535 5.7.8 wrong");
    }
  }

  @Test
  void relayWithoutAKnownMechanismIsATemporaryFailure() {
    try (ScriptedPeer peer =
        ScriptedPeer.start(encrypted("AUTH GSSAPI", session -> session.awaitEnd()))) {
      Failure failure = failure(transport.deliver(withLogin(peer.port(), LOGIN, false)));

      assertThat(failure.cause()).isEqualTo(FailureCause.POLICY);
      assertThat(failure.isTemporary()).isTrue();
    }
  }

  @Test
  void passwordShowsInNoText() {
    assertThat(LOGIN.toString()).doesNotContain("cret");
    assertThat(withLogin(25, LOGIN, false).toString()).doesNotContain("cret");
  }
}
