package email.wildduck.james.queue.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.james.server.core.MailImpl;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

  @Test
  void addressesAreTheTrueOnesWhateverTheirScript() throws Exception {
    MailImpl mail =
        MailImpl.builder()
            .name("mail")
            .sender(Envelope.heldFor("j\u00fcrgen@example.com"))
            .addRecipient(Envelope.heldFor("\u00f5\u00e4@j\u00f5geva.ee"))
            .addRecipient(Envelope.heldFor("Bob@example.net"))
            .addRecipient(Envelope.heldFor("u@[192.0.2.1]"))
            .build();

    assertThat(Envelope.of(mail).mailFrom()).isEqualTo("j\u00fcrgen@example.com");
    assertThat(Envelope.of(mail).recipients())
        .containsExactly("\u00f5\u00e4@j\u00f5geva.ee", "Bob@example.net", "u@[192.0.2.1]");
  }

  @Test
  void addressesStayTheTrueOnesWhenJamesSplitsTheMail() throws Exception {
    MailImpl mail =
        MailImpl.builder()
            .name("mail")
            .addRecipient("bob@example.net")
            .addRecipient(Envelope.heldFor("\u00f5\u00e4@j\u00f5geva.ee"))
            .build();

    mail.setRecipients(List.of(List.copyOf(mail.getRecipients()).get(1)));

    assertThat(Envelope.of(mail).mailFrom()).isEmpty();
    assertThat(Envelope.of(mail).recipients()).containsExactly("\u00f5\u00e4@j\u00f5geva.ee");
  }
}
