package email.wildduck.james.delivery.local;

import static email.wildduck.james.delivery.local.LocalRecipient.MAILBOX;
import static email.wildduck.james.delivery.local.LocalRecipient.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.TestConfiguration;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.delivery.attempt.Protocol;
import email.wildduck.james.delivery.attempt.Target;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalTargetsTest {
  private static final String LMTP = "<lmtp><host>wildduck.example</host></lmtp>";

  @Test
  void mailboxesAreHandedToLmtpAndOthersToTheMx() {
    LocalTargets targets = targets(LMTP + "<targetHost>10.0.0.5</targetHost>");

    Target mailbox = targets.targetFor(MAILBOX, "default").orElseThrow();
    assertThat(mailbox.protocol()).isEqualTo(Protocol.LMTP);
    assertThat(mailbox.toString()).isEqualTo("[0 wildduck.example]:2424");
    assertThat(mailbox.isLocalDelivery()).isTrue();
    Target other = targets.targetFor(OTHER, "default").orElseThrow();
    assertThat(other.protocol()).isEqualTo(Protocol.SMTP);
    assertThat(other.toString()).isEqualTo("[0 10.0.0.5]:25");
    assertThat(other.isLocalDelivery()).isTrue();
  }

  @Test
  void everythingGoesToTheMxWithoutLmtp() {
    assertThat(text(targets(""), MAILBOX, "default")).contains("[0 127.0.0.1]:25");
    assertThat(text(targets("<targetPort>24</targetPort>"), MAILBOX, "default"))
        .contains("[0 127.0.0.1]:24");
  }

  @Test
  void thePortIsThatOfTheZoneWhereNoneIsGiven() {
    assertThat(text(targets(""), OTHER, "other-port")).contains("[0 127.0.0.1]:2525");
  }

  @Test
  void theHostOfTheZoneForLocalMailGoesBeforeTheTargetHost() {
    String zone = "<deliveryZone>local</deliveryZone><targetHost>10.0.0.5</targetHost>";

    assertThat(text(targets(zone), MAILBOX, "default")).contains("[0 mx.example]:2626");
    assertThat(text(targets(zone + LMTP), MAILBOX, "default"))
        .contains("[0 wildduck.example]:2424");
    assertThat(text(targets("<deliveryZone>default</deliveryZone>"), OTHER, "default")).isEmpty();
  }

  private static Optional<String> text(LocalTargets targets, LocalRecipient kind, String zone) {
    return targets.targetFor(kind, zone).map(Target::toString);
  }

  private static LocalTargets targets(String elements) {
    WildDuckConfiguration configuration =
        TestConfiguration.of(
            "<zones><zone><name>local</name><host>mx.example</host><port>2626</port></zone>"
                + "<zone><name>other-port</name><port>2525</port></zone></zones>"
                + "<localDelivery><enabled>true</enabled><domains>example.com</domains>"
                + elements
                + "</localDelivery>");
    return new LocalTargets(configuration.localDelivery(), configuration.zones());
  }
}
