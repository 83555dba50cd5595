package email.wildduck.james.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.embedded.zonemta.ZoneMtaProcess;
import email.wildduck.james.endtoend.wildduck.WildDuckUser;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An installation is changed over from ZoneMTA to our server, and back, with mail in the queue. */
@ExtendWith(SharedMailSuite.class)
class ChangeOverIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final MailSystem system;
  private final QueueContents contents;
  private final WildDuckUser user;
  private final String domain = UUID.randomUUID() + ".example";
  private final List<String> recipients = new ArrayList<>();

  ChangeOverIT(MailSystem system) {
    this.system = system;
    this.contents = new QueueContents(system.database());
    this.user = system.api().createUser();
  }

  @Test
  void ourServerDeliversWhatAZoneMtaHasLeft() throws Exception {
    String instance = "before-us";
    system.outside().refuseForNow(domain);
    String message = message("ours");
    try (ZoneMtaProcess zoneMta = system.startZoneMta(instance)) {
      submitToZoneMta(zoneMta, message, newRecipients(3));
      user.submit(newRecipients(2).toArray(String[]::new));
      awaitDeferred(5);
      zoneMta.stop();
    }
    system.outside().accept(domain);
    contents.makeDue(domain);
    List<String> untried = newRecipients(1);
    user.submit(untried.get(0));

    try (QueueAccess queue = new QueueAccess(system.database());
        ServerProcess server = system.installServer().startProcess()) {
      received(untried.get(0));
      new Submission(server.submission()).send(user, message("new"), newRecipients(1));
      assertThat(contents.deliveriesTo(domain).stream().map(d -> d.get("assigned")))
          .filteredOn(instance::equals)
          .hasSize(5);

      assertThat(queue.sending().takeOver(instance)).isEqualTo(5);

      contents.awaitEmpty();
    }
    Ledger.of(system.outside(), domain).assertEachOnce(recipients);
    assertThat(text(received(recipients.get(0)))).endsWith(message);
  }

  @Test
  void zoneMtaDeliversWhatOurServerHasLeftWhenItWasStopped() throws Exception {
    system.outside().refuseForNow(domain);
    String message = message("theirs");
    try (ServerProcess server = system.installServer().startProcess()) {
      new Submission(server.submission()).send(user, message, newRecipients(3));
      user.submit(newRecipients(2).toArray(String[]::new));
      awaitDeferred(5);
      server.stop();
    }
    system.outside().accept(domain);
    contents.makeDue(domain);
    user.submit(newRecipients(1).get(0));

    try (ZoneMtaProcess zoneMta = system.startZoneMta("after-us")) {
      contents.awaitEmptiedBy(zoneMta);
    }

    Ledger.of(system.outside(), domain).assertEachOnce(recipients);
    for (String recipient : recipients.subList(0, 3)) {
      assertThat(received(recipient).heloName()).isEqualTo(ZoneMtaConfiguration.HOST_NAME);
      assertThat(text(received(recipient))).endsWith("\r\n" + message);
    }
  }

  @Test
  void zoneMtaDeliversWhatOurServerHadInWorkWhenItWasKilled() throws Exception {
    try (ServerProcess server = system.installServer().startProcess()) {
      system.outside().beSilent(domain);
      Submission submission = new Submission(server.submission());
      for (String recipient : newRecipients(3)) {
        submission.send(user, message("killed"), List.of(recipient));
      }
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  system.outside().isAskedFor(domain)
                      && contents.deliveriesTo(domain).stream()
                              .filter(
                                  delivery -> delivery.getString("sendingZone").equals("default"))
                              .count()
                          == 3);
      server.kill();
    }
    system.outside().speak(domain);
    assertThat(contents.deliveriesTo(domain)).anyMatch(delivery -> delivery.getBoolean("locked"));

    try (ZoneMtaProcess zoneMta = system.startZoneMta("after-the-end")) {
      releaseWhatOurServersHadInWork();
      contents.awaitEmptiedBy(zoneMta);
    }

    Ledger.of(system.outside(), domain).assertEachOnce(recipients);
  }

  /** As operations.md says. */
  private void releaseWhatOurServersHadInWork() {
    system
        .database()
        .getCollection("zone-queue")
        .updateMany(
            Filters.and(Filters.eq("assigned", "wildduck-james"), Filters.exists("lease")),
            Document.parse(
                "{$set: {locked: false, lockTime: 0, assigned: 'no'}, $unset: {lease: ''}}"));
  }

  private List<String> newRecipients(int number) {
    List<String> added = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      added.add("r" + (recipients.size() + i) + "@" + domain);
    }
    recipients.addAll(added);
    return added;
  }

  private String message(String subject) {
    return "From: <"
        + user.address()
        + ">\r\nSubject: "
        + subject
        + " \u00e4\r\nX-Odd:  a\r\n\tb \r\nMessage-ID: <"
        + UUID.randomUUID()
        + "@example.org>\r\nDate: Tue, 06 Jan 2026 10:00:00 +0000\r\n\r\n"
        + "8-bit \u00e9\u00ff\r\n.dot\r\n";
  }

  private void submitToZoneMta(ZoneMtaProcess zoneMta, String message, List<String> to)
      throws IOException {
    try (SmtpClient client = zoneMta.connect()) {
      client.command("EHLO client.example.net");
      client.command("MAIL FROM:<" + user.address() + ">");
      for (String recipient : to) {
        client.command("RCPT TO:<" + recipient + ">");
      }
      assertThat(client.data(message.getBytes(ISO_8859_1)).code()).isEqualTo(250);
    }
  }

  private void awaitDeferred(int number) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(contents.deliveriesTo(domain))
                    .hasSize(number)
                    .allMatch(delivery -> delivery.containsKey("_deferred")));
  }

  private ReceivedMail received(String recipient) throws Exception {
    return system.outside().awaitMail(mail -> mail.recipients().contains(recipient), PATIENCE);
  }

  private static String text(ReceivedMail mail) throws IOException {
    return new String(mail.content().bytes(), ISO_8859_1);
  }
}
