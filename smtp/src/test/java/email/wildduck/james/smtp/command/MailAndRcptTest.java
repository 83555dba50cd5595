package email.wildduck.james.smtp.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.smtp.TestClients;
import email.wildduck.james.smtp.TestTransport;
import email.wildduck.james.smtp.reply.LoggedRefusals;
import email.wildduck.james.smtp.reply.Refusals;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.protocols.api.BaseRequest;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.handler.CommandHandler;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.protocols.smtp.hook.MailHook;
import org.apache.james.protocols.smtp.hook.MailParametersHook;
import org.apache.james.protocols.smtp.hook.RcptHook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What James' hooks, ours and those of others, see of MAIL and RCPT. */
class MailAndRcptTest {
  private final LoggedRefusals refusals =
      new LoggedRefusals(new Refusals(new PrometheusRegistry()));
  private final MailCommand mail = new MailCommand(new RecordingMetricFactory(), refusals);
  private final RcptCommand rcpt = new RcptCommand(new RecordingMetricFactory(), refusals);
  private final SMTPSession session = TestTransport.encryptedSession(TestClients.IPV4);
  private final List<String> asked = new ArrayList<>();

  @BeforeEach
  void greet() {
    session.setAttachment(SMTPSession.CURRENT_HELO_MODE, "EHLO", State.Connection);
    mailHook(sender -> HookResult.DECLINED);
    rcpt.wireExtensions(RcptHook.class, List.of(new Priority()));
  }

  @Test
  void hooksSeeTheAsciiFormOfAddresses() {
    mailHook(
        sender -> {
          asked.add(sender.asString());
          return HookResult.DECLINED;
        });

    assertThat(say(mail, "MAIL", "FROM:<j\u00fcrgen@example.com>")).isEqualTo("250");
    assertThat(say(rcpt, "RCPT", "TO:<\u00f5@j\u00f5geva.ee> PRIORITY=1")).isEqualTo("250");

    assertThat(asked)
        .containsExactly(
            "utf8=j=C3=BCrgen@example.com", "utf8==C3=B5@xn--jgeva-dua.ee {PRIORITY=1}");
  }

  @Test
  void nothingIsLeftOfAMailThatAHookRefuses() {
    mailHook(sender -> HookResult.builder().hookReturnCode(HookReturnCode.deny()).build());

    assertThat(say(mail, "MAIL", "FROM:<alice@example.com>")).isEqualTo("554");
    assertThat(say(rcpt, "RCPT", "TO:<bob@example.net>")).isEqualTo("503");
  }

  @Test
  void nothingIsLeftOfAMailWhenAHookFails() {
    mailHook(
        sender -> {
          throw new IllegalStateException("told to fail");
        });

    assertThatThrownBy(() -> say(mail, "MAIL", "FROM:<alice@example.com>"))
        .isInstanceOf(IllegalStateException.class);
    assertThat(say(rcpt, "RCPT", "TO:<bob@example.net>")).isEqualTo("503");
  }

  @Test
  void parameterIsGivenToTheFirstHookThatKnowsIt() {
    mail.wireExtensions(
        MailParametersHook.class, List.of(new Parameter("first"), new Parameter("second")));

    assertThat(say(mail, "MAIL", "FROM:<> mt-priority=3")).isEqualTo("250");
    assertThat(asked).containsExactly("first MT-PRIORITY=3");
  }

  @Test
  void recipientIsKeptOnceWhateverItsCase() {
    say(mail, "MAIL", "FROM:<>");
    say(rcpt, "RCPT", "TO:<bob@example.net>");
    say(rcpt, "RCPT", "TO:<BOB@Example.net>");

    assertThat(session.getRcptCount()).isEqualTo(1);
  }

  private void mailHook(Function<MaybeSender, HookResult> hook) {
    mail.wireExtensions(
        MailHook.class,
        List.of(
            new MailHook() {
              @Override
              public HookResult doMail(SMTPSession mailSession, MaybeSender sender) {
                return hook.apply(sender);
              }
            }));
  }

  private String say(CommandHandler<SMTPSession> command, String name, String argument) {
    return command.onCommand(session, new BaseRequest(name, argument)).getRetCode();
  }

  private final class Priority implements RcptHook {
    @Override
    public Set<String> supportedParameters() {
      return Set.of("PRIORITY");
    }

    @Override
    public HookResult doRcpt(
        SMTPSession rcptSession,
        MaybeSender sender,
        MailAddress recipient,
        Map<String, String> parameters) {
      asked.add(recipient.asString() + " " + parameters);
      return HookResult.DECLINED;
    }
  }

  private final class Parameter implements MailParametersHook {
    private final String name;

    Parameter(String name) {
      this.name = name;
    }

    @Override
    public HookResult doMailParameter(SMTPSession mailSession, String parameter, String value) {
      asked.add(name + " " + parameter + "=" + value);
      return HookResult.DECLINED;
    }

    @Override
    public String[] getMailParamNames() {
      return new String[] {"MT-PRIORITY"};
    }
  }
}
