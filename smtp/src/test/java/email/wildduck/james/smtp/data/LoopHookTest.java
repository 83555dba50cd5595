package email.wildduck.james.smtp.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.queue.james.RawMimeMessage;
import email.wildduck.james.smtp.TestClients;
import email.wildduck.james.smtp.TestTransport;
import email.wildduck.james.smtp.reply.LoggedRefusals;
import email.wildduck.james.smtp.reply.Refusals;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.apache.commons.configuration2.BaseConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.server.core.MailImpl;
import org.junit.jupiter.api.Test;

class LoopHookTest {
  private final LoopHook hook =
      new LoopHook(new LoggedRefusals(new Refusals(new PrometheusRegistry())));
  private final SMTPSession session = TestTransport.encryptedSession(TestClients.IPV4);

  @Test
  void ourOwnFieldDoesNotCount() throws Exception {
    hook.init(maxHops(2));

    assertThat(hook.onMessage(session, mail(3))).isEqualTo(HookResult.DECLINED);
    session.resetState();
    HookResult refusal = hook.onMessage(session, mail(4));
    assertThat(refusal.getSmtpRetCode()).isEqualTo("554");
    assertThat(refusal.getSmtpDescription()).startsWith("5.4.6 ").contains("loop").endsWith("(3)");
  }

  @Test
  void thirtyFiveHopsAreAllowedWhenNothingIsConfigured() throws Exception {
    hook.init(new BaseConfiguration());

    assertThat(hook.onMessage(session, mail(36))).isEqualTo(HookResult.DECLINED);
    session.resetState();
    assertThat(hook.onMessage(session, mail(37)).getSmtpRetCode()).isEqualTo("554");
  }

  @Test
  void firstOfSeveralHooksCounts() throws Exception {
    hook.init(maxHops(50));
    LoopHook stricter = new LoopHook(new LoggedRefusals(new Refusals(new PrometheusRegistry())));
    stricter.init(maxHops(1));

    assertThat(hook.onMessage(session, mail(51))).isEqualTo(HookResult.DECLINED);
    assertThat(stricter.onMessage(session, mail(51))).isEqualTo(HookResult.DECLINED);
  }

  @Test
  void replyIsTemporaryWhenTheMessageCannotBeRead() {
    assertThat(hook.onMessage(session, MailImpl.builder().name("mail").build()).getSmtpRetCode())
        .isEqualTo("451");
  }

  @Test
  void configurationIsRefusedWhenItAllowsNoHop() {
    assertThatThrownBy(() -> hook.init(maxHops(0)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("<maxHops> is 0; it must be at least 1");
  }

  private static BaseConfiguration maxHops(int number) {
    BaseConfiguration configuration = new BaseConfiguration();
    configuration.addProperty("maxHops", number);
    return configuration;
  }

  private static MailImpl mail(int received) throws Exception {
    MailImpl mail = MailImpl.builder().name("mail").build();
    mail.setMessageNoCopy(
        RawMimeMessage.of(
            ByteSource.of(("received: x\r\n".repeat(received) + "\r\nx\r\n").getBytes(US_ASCII))));
    return mail;
  }
}
