package email.wildduck.james.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.embedded.zonemta.ZoneMtaProcess;
import email.wildduck.james.endtoend.wildduck.WildDuckUser;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A ZoneMTA and our server deliver from the same zone at the same time. */
@ExtendWith(SharedMailSuite.class)
class SameQueueIT {
  private static final int MESSAGES_OF_EACH = 250;
  private static final int DOMAINS = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final MailSystem system;
  private final String suffix = "." + UUID.randomUUID() + ".example";
  private final List<String> recipients = new ArrayList<>();

  SameQueueIT(MailSystem system) {
    this.system = system;
  }

  @Test
  void eachMessageIsDeliveredOnceWhenBothTakeFromTheSameZone() throws Exception {
    WildDuckUser user = system.api().createUser();
    try (QueueAccess queue = new QueueAccess(system.database());
        ServerProcess server = system.installServer().startProcess()) {
      queue.pause("default");
      submitByApi(user);
      submitBySmtp(user, new Submission(server.submission()));
      try (ZoneMtaProcess zoneMta = system.startZoneMta("beside-us")) {
        system.outside().awaitMail(mail -> isZoneMta(mail) && isOfThisTest(mail), PATIENCE);
        queue.resume("default");
        new QueueContents(system.database()).awaitEmptiedBy(zoneMta);
      }
    }

    Ledger ledger = Ledger.of(system.outside(), suffix);
    ledger.assertEachOnce(recipients);
    assertThat(ledger.messages()).isEqualTo(2 * MESSAGES_OF_EACH);
    assertThat(system.outside().received().stream().filter(this::isOfThisTest))
        .extracting(SameQueueIT::isZoneMta)
        .contains(true, false);
  }

  /** One recipient each. */
  private void submitByApi(WildDuckUser user) {
    for (int i = 0; i < MESSAGES_OF_EACH; i++) {
      user.submit(recipient(i));
    }
  }

  /** Two recipients each, so that both may work on the same message. */
  private void submitBySmtp(WildDuckUser user, Submission submission) throws IOException {
    try (SmtpClient client = submission.login(user)) {
      for (int i = 0; i < MESSAGES_OF_EACH; i++) {
        submission.send(
            client,
            user.address(),
            "From: <" + user.address() + ">\r\nSubject: Hello\r\n\r\nHello\r\n",
            List.of(recipient(i), recipient(i + 1)));
      }
    }
  }

  private String recipient(int number) {
    String recipient = "r" + recipients.size() + "@d" + number % DOMAINS + suffix;
    recipients.add(recipient);
    return recipient;
  }

  private boolean isOfThisTest(ReceivedMail mail) {
    return mail.recipients().get(0).endsWith(suffix);
  }

  private static boolean isZoneMta(ReceivedMail mail) {
    return mail.heloName().equals(ZoneMtaConfiguration.HOST_NAME);
  }
}
