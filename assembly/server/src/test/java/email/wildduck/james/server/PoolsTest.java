package email.wildduck.james.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.inject.multibindings.Multibinder;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import email.wildduck.james.embedded.sink.Envelope;
import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.embedded.sink.SmtpReply;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.embedded.sink.SmtpStage;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with a pool of addresses, and a site that asks to be left alone. */
class PoolsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SITE = "127.0.0.1";
  private static final String POOL =
      "<pools><pool><name>main</name>"
          + "<address><ip>127.0.0.2</ip><name>two.example.com</name></address>"
          + "<address><ip>127.0.0.3</ip><name>three.example.com</name><warmup>"
          + "<start>2020-01-01</start><volumes>1</volumes></warmup></address></pool></pools>";

  private static final Reads READS = new Reads();

  @TempDir private static Path folder;
  private static TestServer server;
  private static Submitter alice;
  private static Shell shell;

  /** Notes what is read of the bucket of messages. */
  private static final class Reads implements CommandListener {
    private final Queue<String> collections = new ConcurrentLinkedQueue<>();

    @Override
    public void commandStarted(CommandStartedEvent event) {
      if (event.getCommandName().equals("find")) {
        collections.add(event.getCommand().getString("find").getValue());
      }
    }

    List<String> ofBucket() {
      return collections.stream().filter(name -> name.startsWith("mail.")).toList();
    }
  }

  @BeforeAll
  static void start() throws Exception {
    String pem = pem();
    server =
        TestServer.start(
            folder,
            SmtpSink.builder().script(PoolsTest::reply),
            home ->
                home.replace(
                        "wildduck.xml",
                        "</mongo>",
                        "</mongo><queue><recentMessages>0B</recentMessages>"
                            + "<sweepInterval>1h</sweepInterval></queue>"
                            + POOL)
                    .replace(
                        "wildduck.xml",
                        "<dkim>",
                        "<dkim><signTransportDomain>true</signTransportDomain><keys>"
                            + key("two.example.com")
                            + key("three.example.com")
                            + "</keys>")
                    .write("dkim/pool.pem", pem)
                    .replace(
                        "wildduck.xml",
                        "<name>default</name>",
                        "<name>default</name><pool>main</pool>"),
            binder ->
                Multibinder.newSetBinder(binder, CommandListener.class)
                    .addBinding()
                    .toInstance(READS));
    alice = new Submitter(server);
    shell = new Shell(server.home());
  }

  private static String key(String domain) {
    return "<key><domain>"
        + domain
        + "</domain><selector>pool</selector><file>dkim/pool.pem</file></key>";
  }

  private static String pem() throws GeneralSecurityException {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getEncoder()
            .encodeToString(
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Optional<SmtpReply> reply(SmtpStage stage, Envelope envelope) {
    if (stage != SmtpStage.RCPT) {
      return Optional.empty();
    }
    if (envelope.recipients().contains("blocking@example.net")) {
      return Optional.of(new SmtpReply(550, "5.7.1 blocked using zen.spamhaus.org"));
    }
    return envelope.recipients().contains("toomuch@example.net")
        ? Optional.of(new SmtpReply(421, "4.7.0 too much from you"))
        : Optional.empty();
  }

  @Test
  void mailLeavesFromThePoolUnderItsNamesWhichSignIt() throws Exception {
    Set<String> used = new TreeSet<>();
    for (int number = 0; number < 12; number++) {
      String recipient = "pool" + number + "@example.net";
      send(recipient);
      ReceivedMail mail = alice.received(recipient);
      used.add(mail.envelope().client().getHostAddress() + " " + mail.heloName());
      assertThat(signedBy(mail)).containsExactly("example.com", mail.heloName());
    }

    assertThat(used).containsExactly("127.0.0.2 two.example.com", "127.0.0.3 three.example.com");
    assertThat(shell.said("pools"))
        .containsPattern("127.0.0.2 +two.example.com +0.5 +in use")
        .containsPattern("127.0.0.3 +three.example.com +0.5 +in use +day \\d+: \\* \\d+");
  }

  @Test
  void addressOutOfUseIsNotUsed() throws Exception {
    assertThat(shell.said("address", "disable", "127.0.0.3", "--reason", "moving"))
        .isEqualTo("127.0.0.3 is disabled\n");
    for (int number = 0; number < 8; number++) {
      String recipient = "disabled" + number + "@example.net";
      send(recipient);
      assertThat(alice.received(recipient).heloName()).isEqualTo("two.example.com");
    }
    assertThat(shell.queue("address", "disable", "127.0.0.2").errors())
        .contains("127.0.0.2 is the last address of its family in the pool main");
    assertThat(shell.said("address", "enable", "127.0.0.3")).isEqualTo("127.0.0.3 is in use\n");
  }

  @Test
  void deliveryEndsWhenEveryAddressOfThePoolIsOnABlockList() throws Exception {
    send("blocking@example.net");
    for (int attempts = 1; attempts <= 2; attempts++) {
      int number = attempts;
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(
                          queued("blocking@example.net")
                              .orElseThrow(AssertionError::new)
                              .getEmbedded(List.of("_deferred", "count"), Number.class)
                              .intValue())
                      .isEqualTo(number));
      shell.said("try", "--recipient", "blocking@example.net", "--yes");
    }

    ReceivedMail bounce = alice.received("alice@example.com");
    assertThat(new String(bounce.content().bytes(), UTF_8)).contains("blocked using");
    assertThat(shell.said("pools")).contains("blocked by " + SITE);
    shell.said("address", "enable", "127.0.0.2");
    shell.said("address", "enable", "127.0.0.3");
    assertThat(shell.said("pools")).doesNotContain("blocked by");
  }

  @Test
  void deliveriesToASiteThatAskedForAPauseWaitWithoutAnAttempt() throws Exception {
    send("toomuch@example.net");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(shell.said("sites")).contains("421 4.7.0 too much from you"));
    send("after@example.net");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Document waiting = queued("after@example.net").orElseThrow(AssertionError::new);
              assertThat(waiting.getBoolean("locked")).isFalse();
              assertThat(waiting.getDate("queued").toInstant())
                  .isAfter(Instant.now().plusSeconds(10));
              assertThat(waiting.containsKey("_deferred")).isFalse();
            });

    Instant first = postponed("after@example.net");
    READS.collections.clear();
    shell.said("try", "--recipient", "after@example.net", "--yes");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(postponed("after@example.net")).isAfter(first));
    assertThat(READS.ofBucket()).isEmpty();
    assertThat(shell.said("list", "--recipient", "after@example.net"))
        .containsPattern("without an attempt: .*" + SITE + " is left alone for a while");

    assertThat(shell.said("sites", "--resume", SITE)).isEqualTo(SITE + " is resumed\n");
    shell.said("try", "--recipient", "after@example.net", "--yes");

    assertThat(alice.received("after@example.net").mailFrom()).isEqualTo("alice@example.com");
    assertThat(READS.ofBucket()).contains("mail.files", "mail.chunks");
  }

  /** When it went back the last time without an attempt; long ago when it never did. */
  private static Instant postponed(String recipient) {
    return queued(recipient)
        .map(document -> document.getEmbedded(List.of("postponed", "time"), Date.class))
        .map(Date::toInstant)
        .orElse(Instant.EPOCH);
  }

  /** The domains of all signatures, topmost first. */
  private static List<String> signedBy(ReceivedMail mail) throws IOException {
    return Pattern.compile("(?m)^DKIM-Signature:[^:]*? d=([^;]+);")
        .matcher(new String(mail.content().bytes(), UTF_8))
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static void send(String recipient) throws Exception {
    assertThat(
            alice
                .send(
                    "<alice@example.com>",
                    "<" + recipient + ">",
                    "From: <alice@example.com>\r\nSubject: Pool\r\n\r\nHi\r\n")
                .code())
        .isEqualTo(250);
  }

  private static Optional<Document> queued(String recipient) {
    return Optional.ofNullable(
        server
            .database()
            .getCollection("zone-queue")
            .find(new Document("recipient", recipient))
            .first());
  }
}
