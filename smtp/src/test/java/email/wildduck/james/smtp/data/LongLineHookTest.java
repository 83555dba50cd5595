package email.wildduck.james.smtp.data;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.smtp.TestClients;
import email.wildduck.james.smtp.TestTransport;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.server.core.MailImpl;
import org.junit.jupiter.api.Test;

class LongLineHookTest {
  private final LongLineHook hook = new LongLineHook();
  private final SMTPSession session = TestTransport.encryptedSession(TestClients.IPV4);
  private final MailImpl mail = MailImpl.builder().name("19a1b2c3d4e00012f3").build();

  @Test
  void messageIsRefusedWhenALineHadToBeLeftOut() {
    session.setAttachment(LongLineHook.LINE_TOO_LONG, true, State.Transaction);

    HookResult result = hook.onMessage(session, mail);

    assertThat(result.getResult()).isEqualTo(HookReturnCode.deny());
    assertThat(result.getSmtpRetCode()).isEqualTo("554");
    assertThat(result.getSmtpDescription()).startsWith("5.6.0 ");
  }

  @Test
  void nextMessagePassesWhenTheOneBeforeWasRefused() {
    session.setAttachment(LongLineHook.LINE_TOO_LONG, true, State.Transaction);
    session.resetState();

    assertThat(hook.onMessage(session, mail)).isEqualTo(HookResult.DECLINED);
  }
}
