package email.wildduck.james.matchers;

import static email.wildduck.james.matchers.TestConditions.mail;
import static email.wildduck.james.matchers.TestConditions.receivedBy;
import static email.wildduck.james.matchers.TestConditions.taken;
import static email.wildduck.james.matchers.TestConditions.texts;
import static email.wildduck.james.matchers.TestConditions.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.TestConfiguration;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.queue.mail.Routes;
import email.wildduck.james.queue.route.Route;
import java.util.Map;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.base.test.FakeMail;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link SendingZoneIs}, {@link QueuedBy} and {@link SenderDomainIs}: what needs no store. */
class ConditionsTest {
  private final WildDuckConfiguration configuration =
      TestConfiguration.of("<zones><zone><name>bulk</name></zone></zones>");

  @Test
  void theZoneIsTheOneThatTheDeliveryWasTakenFrom() throws Exception {
    SendingZoneIs matcher = with(new SendingZoneIs(configuration), "bulk, default");

    assertThat(texts(matcher.match(taken("bulk", new Document()))))
        .containsExactly("bob@example.net");
    assertThat(matcher.match(taken("other", new Document()))).isEmpty();
  }

  @Test
  void theZoneIsTheOneThatWasChosenForTheRecipientBeforeTheQueue() throws Exception {
    FakeMail mail = mail("alice@example.com", "bob@example.net", "carol@example.net");
    SendingZoneIs matcher = with(new SendingZoneIs(configuration), "bulk");

    assertThat(matcher.match(mail)).isEmpty();

    Routes.choose(
        mail,
        Map.of(
            new MailAddress("bob@example.net"), Route.by("bulk"),
            new MailAddress("carol@example.net"), Route.by("default")));
    assertThat(texts(matcher.match(mail))).containsExactly("bob@example.net");
  }

  @Test
  void aZoneThatIsNotThereStopsTheStart() {
    assertThatThrownBy(() -> with(new SendingZoneIs(configuration), "bluk"))
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("SendingZoneIs has the condition \"bluk\"")
        .hasMessageContaining("there is no zone bluk; the zones are bulk, default");
  }

  @Test
  void theInterfaceIsTheOneInTheQueueAndItsCaseCounts() throws Exception {
    QueuedBy matcher = with(new QueuedBy(), "forwarder,autoreplies");

    for (FakeMail mail :
        new FakeMail[] {taken("default", new Document()), mail("", "bob@example.net")}) {
      assertThat(matcher.match(mail)).isEmpty();
      assertThat(texts(matcher.match(receivedBy(mail, "forwarder"))))
          .containsExactly("bob@example.net");
      assertThat(matcher.match(receivedBy(mail, "Forwarder"))).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "example.com, alice@EXAMPLE.com, true",
    "example.com, alice@sub.example.com, false",
    ".example.com, alice@sub.example.com, true",
    ".example.com, alice@example.com, false",
    ".example.com, alice@badexample.com, false",
    "j\u00f5geva.ee, alice@xn--jgeva-dua.ee, true",
    "xn--jgeva-dua.ee, \u00f5@j\u00f5geva.ee, true",
    "'a.example, example.com', alice@example.com, true",
    "example.com, '', false"
  })
  void theDomainOfTheSenderIsComparedAsAWhole(String condition, String sender, boolean matches)
      throws Exception {
    SenderDomainIs matcher = with(new SenderDomainIs(), condition);

    assertThat(matcher.match(mail(sender, "bob@example.net")).isEmpty()).isEqualTo(!matches);
  }

  @Test
  void whatIsNoDomainStopsTheStart() {
    assertThatThrownBy(() -> with(new SenderDomainIs(), "*.example.com"))
        .hasMessageContaining("*.example.com is no domain");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ,"})
  void aConditionIsNeeded(String condition) {
    assertThatThrownBy(() -> with(new QueuedBy(), condition))
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("write QueuedBy=<interface>[,<interface>...]");
    assertThatThrownBy(() -> with(new SenderDomainIs(), condition))
        .hasMessageContaining("write SenderDomainIs=<domain>");
    assertThatThrownBy(() -> with(new SendingZoneIs(configuration), condition))
        .hasMessageContaining("write SendingZoneIs=<zone>");
  }
}
