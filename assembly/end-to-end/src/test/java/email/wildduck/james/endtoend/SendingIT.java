package email.wildduck.james.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.Headers;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.endtoend.wildduck.WildDuckUser;
import email.wildduck.james.endtoend.wildduck.WildDuckUser.ApplicationPassword;
import email.wildduck.james.server.demo.DkimVerifier;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Addresses and keys that were made in WildDuck are used for what the server sends. */
@ExtendWith(SharedMailSuite.class)
class SendingIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final MailSuite suite;
  private final Submission submission;

  SendingIT(MailSuite suite) {
    this.suite = suite;
    this.submission = new Submission(suite.server());
  }

  @Test
  void aMessageArrivesWhenTheLoginWasByApplicationPassword() throws Exception {
    WildDuckUser user = suite.api().createUser();
    ApplicationPassword asp = user.createApplicationPassword("smtp");
    String recipient = Submission.recipient();

    try (SmtpClient client = suite.server().connect()) {
      assertThat(client.authLogin(user.address(), asp.password()).code()).isEqualTo(235);
      assertThat(submission.send(client, user.address(), recipient).toString())
          .startsWith("250 2.0.0 Message queued as ");
    }

    assertThat(received(recipient).mailFrom()).isEqualTo(user.address());
  }

  @Test
  void anAddressIsKeptWhenItIsTheUsers() throws Exception {
    WildDuckUser user = suite.api().createUser();
    String alias = "sales@" + user.domain();
    user.addAddress(alias);
    String otherDomain = "alias-of-" + user.domain();
    suite.api().addDomainAlias(otherDomain, user.domain());
    user.addAddress("shop-*@" + user.domain());

    List<String> own =
        List.of(
            alias,
            user.username() + "+label@" + user.domain(),
            "sales@" + otherDomain,
            "shop-2026@" + user.domain(),
            "shop-2026@" + otherDomain);

    for (String address : own) {
      String recipient = Submission.recipient();
      assertThat(submission.sendAs(user, address, recipient).code()).isEqualTo(250);
      ReceivedMail mail = received(recipient);
      assertThat(mail.mailFrom()).isEqualTo(address);
      assertThat(field(mail, "From")).isEqualTo("<" + address + ">");
      assertThat(header(mail).contains("X-WildDuck-Original-From")).isFalse();
    }
  }

  @Test
  void anAddressIsKeptWhenItIsOnTheUsersWhitelist() throws Exception {
    WildDuckUser user = suite.api().createUser();
    user.update(Map.of("fromWhitelist", List.of("boss@example.org", "*@partner.example")));

    for (String address : List.of("boss@example.org", "anybody@partner.example")) {
      String recipient = Submission.recipient();
      assertThat(submission.sendAs(user, address, recipient).code()).isEqualTo(250);
      assertThat(received(recipient).mailFrom()).isEqualTo(address);
    }
    String recipient = Submission.recipient();
    submission.sendAs(user, "anybody@partner.example.org", recipient);
    assertThat(received(recipient).mailFrom()).isEqualTo(user.address());
  }

  @Test
  void anAddressIsReplacedWhenItIsNotTheUsers() throws Exception {
    WildDuckUser user = suite.api().createUser();
    WildDuckUser other = suite.api().createUser();

    for (String address : List.of("ceo@example.org", other.address(), "x@" + user.domain())) {
      String recipient = Submission.recipient();
      assertThat(submission.sendAs(user, address, recipient).code()).isEqualTo(250);
      ReceivedMail mail = received(recipient);
      assertThat(mail.mailFrom()).isEqualTo(user.address());
      assertThat(field(mail, "From")).contains(user.address()).doesNotContain(address);
      assertThat(field(mail, "X-WildDuck-Original-From")).contains(address);
    }
  }

  /** WildDuck encrypts its keys here, as an installation with a {@code dkim.secret} does. */
  @Test
  void aMessageIsSignedWhenWildDuckHasAKeyForTheDomain() throws Exception {
    WildDuckUser user = suite.api().createUser();
    String publicKey =
        suite
            .api()
            .createDkimKey(user.domain(), "autumn")
            .path("publicKey")
            .asText()
            .replaceAll("-----[A-Z ]+-----|\\s", "");
    String recipient = Submission.recipient();

    submission.send(user, recipient);

    assertThat(new DkimVerifier(publicKey).verify(received(recipient).content().open()))
        .containsExactly("d=" + user.domain() + " s=autumn");
  }

  private ReceivedMail received(String recipient) throws Exception {
    return suite.outside().awaitMail(mail -> mail.recipients().contains(recipient), PATIENCE);
  }

  private static String field(ReceivedMail mail, String name) throws IOException {
    return header(mail).first(name).orElseThrow().value();
  }

  private static Headers header(ReceivedMail mail) throws IOException {
    return RawMessage.parse(ByteSource.of(mail.content().bytes())).headers();
  }
}
