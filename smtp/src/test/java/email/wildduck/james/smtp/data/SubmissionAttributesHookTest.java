package email.wildduck.james.smtp.data;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.MutableClock;
import email.wildduck.james.queue.mail.Reception;
import email.wildduck.james.queue.mail.Submission;
import email.wildduck.james.smtp.TestClients;
import email.wildduck.james.smtp.TestTransport;
import email.wildduck.james.smtp.auth.TestSubmissionUsers;
import org.apache.commons.configuration2.BaseConfiguration;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.Test;

class SubmissionAttributesHookTest {
  private final SMTPSession session = TestTransport.encryptedSession(TestClients.IPV4);
  private final MutableClock clock = new MutableClock("2026-11-23T15:59:22Z");
  private final MailImpl mail = MailImpl.builder().name("19a1b2c3d4e00012f3").build();

  @Test
  void mailSaysWhoSubmittedItAndFromWhere() {
    TestSubmissionUsers.logIn(session, "alice[alice@example.com]");
    session.setAttachment(SMTPSession.CURRENT_HELO_NAME, "laptop.local", State.Connection);

    assertThat(new SubmissionAttributesHook(clock).onMessage(session, mail))
        .isEqualTo(HookResult.DECLINED);

    Submission submission = Submission.of(mail).orElseThrow();
    assertThat(submission.queueId()).isEqualTo("19a1b2c3d4e00012f3");
    assertThat(submission.userId()).isEqualTo("5f0000000000000000000001");
    assertThat(submission.username()).isEqualTo("alice");
    assertThat(submission.authenticatedSender()).isEqualTo("alice[alice@example.com]");
    assertThat(attribute(Mail.SMTP_AUTH_USER)).isEqualTo("alice");
    assertThat(attribute(Mail.SMTP_HELO)).isEqualTo("laptop.local");
    assertThat(attribute(Mail.SMTP_SESSION_ID)).isEqualTo("session");
    Reception reception = Reception.of(mail).orElseThrow();
    assertThat(reception.origin()).isEqualTo("192.0.2.10");
    assertThat(reception.transhost()).isEqualTo("laptop.local");
    assertThat(reception.transtype()).isEqualTo("SMTPSA");
    assertThat(reception.time()).isEqualTo(clock.instant());
    assertThat(reception.session()).isEqualTo("session");
    assertThat(mail.getRemoteAddr()).isEqualTo("192.0.2.10");
    assertThat(mail.getRemoteHost()).isEqualTo("192.0.2.10");
  }

  @Test
  void interfaceIsTheParameterWhenTheServerIsJamesOwn() {
    SubmissionAttributesHook hook = new SubmissionAttributesHook(clock);
    hook.onMessage(session, mail);
    assertThat(Reception.of(mail).orElseThrow().interfaceName()).isEqualTo("submission");

    BaseConfiguration configuration = new BaseConfiguration();
    configuration.addProperty("interface", "office");
    hook.init(configuration);
    hook.onMessage(session, mail);

    assertThat(Reception.of(mail).orElseThrow().interfaceName()).isEqualTo("office");
  }

  @Test
  void mailIsNoSubmissionWhenNobodyHasLoggedIn() {
    new SubmissionAttributesHook(clock).onMessage(session, mail);

    assertThat(Submission.of(mail)).isEmpty();
    assertThat(mail.getAttribute(Mail.SMTP_AUTH_USER)).isEmpty();
  }

  private String attribute(AttributeName name) {
    return AttributeUtils.getValueAndCastFromMail(mail, name, String.class).orElseThrow();
  }
}
