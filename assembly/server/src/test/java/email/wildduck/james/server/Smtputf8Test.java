package email.wildduck.james.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.server.demo.DemoData;
import java.nio.file.Path;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail from and to addresses beyond ASCII. */
class Smtputf8Test {
  private static final String JUERGEN = "j\u00fcrgen@example.com";

  @TempDir private static Path folder;
  private static TestServer server;
  private static Submitter alice;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(folder, SmtpSink.builder());
    alice = new Submitter(server);
    Document user =
        server.database().getCollection("users").find(Filters.eq("username", "alice")).first();
    server
        .database()
        .getCollection("addresses")
        .insertOne(
            new Document("address", JUERGEN)
                .append("addrview", AddressNormalizer.view(JUERGEN))
                .append("user", user.getObjectId("_id")));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void messageFromAndToUnicodeAddressesArrivesWithItsBytes() throws Exception {
    String message =
        "From: J\u00fcrgen <" + JUERGEN + ">\r\nSubject: Gr\u00fc\u00dfe\r\n\r\nHall\u00f6chen\r\n";
    alice.send(
        "<" + JUERGEN + "> SMTPUTF8 BODY=8BITMIME", "<\u00f5\u00e4@xn--jgeva-dua.ee>", message);

    ReceivedMail mail = alice.received("\u00f5\u00e4@j\u00f5geva.ee");
    assertThat(mail.mailFrom()).isEqualTo(JUERGEN);
    assertThat(mail.envelope().mailParameters()).contains("SMTPUTF8");
    assertThat(new String(mail.content().bytes(), UTF_8))
        .contains("with UTF8SMTPSA id ")
        .contains(message.substring(0, message.indexOf("\r\n\r\n")))
        .endsWith("\r\n\r\nHall\u00f6chen\r\n");
  }

  @Test
  void messageWithoutTheParameterArrivesAllTheSame() throws Exception {
    alice.send("<alice@example.com>", "<\u4f8b\u3048@example.net>", message(DemoData.ALICE));

    ReceivedMail mail = alice.received("\u4f8b\u3048@example.net");
    assertThat(mail.mailFrom()).isEqualTo(DemoData.ALICE);
    assertThat(mail.envelope().mailParameters()).contains("SMTPUTF8");
    assertThat(new String(mail.content().bytes(), UTF_8)).contains("with ESMTPSA id ");
  }

  @Test
  void domainGoesInPunycodeAndNeedsNothingWhenTheLocalPartIsAscii() throws Exception {
    alice.send("<alice@example.com> SMTPUTF8", "<bob@j\u00f5geva.ee>", message(DemoData.ALICE));

    assertThat(alice.received("bob@xn--jgeva-dua.ee").envelope().mailParameters())
        .doesNotContain("SMTPUTF8");
  }

  @Test
  void aRecipientThatNeedsTheExtensionGoesByItself() throws Exception {
    try (SmtpClient client = alice.mail()) {
      client.command("RCPT TO:<first@example.net>");
      client.command("RCPT TO:<zw\u00f6lf@example.net>");
      client.command("RCPT TO:<last@example.net>");
      assertThat(client.data(message(DemoData.ALICE).getBytes(UTF_8)).code()).isEqualTo(250);
    }
    assertThat(alice.received("first@example.net").envelope().mailParameters())
        .doesNotContain("SMTPUTF8");
    assertThat(alice.received("zw\u00f6lf@example.net").recipients()).hasSize(1);
    assertThat(alice.received("last@example.net").recipients())
        .containsExactlyInAnyOrder("first@example.net", "last@example.net");
  }

  @Test
  void addressThatLooksLikeOurOwnFormIsSentAsItWasTyped() throws Exception {
    alice.send("<alice@example.com>", "<utf8=j=C3=BCrgen@example.net>", message(DemoData.ALICE));

    alice.received("utf8=j=C3=BCrgen@example.net");
  }

  private static String message(String from) {
    return "From: <" + from + ">\r\nSubject: test\r\n\r\nHello\r\n";
  }
}
