package email.wildduck.james.embedded.sink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class SinkBytesTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static SmtpSink sink;

  @BeforeContainer
  static void start() {
    sink = SmtpSink.start();
  }

  @AfterContainer
  static void stop() {
    sink.close();
  }

  private static byte[] sent(byte[] content) throws IOException {
    sink.clear();
    try (RawSmtpClient client = RawSmtpClient.greeted(sink)) {
      client.command("MAIL FROM:<a@example.com> BODY=8BITMIME");
      client.command("RCPT TO:<b@example.org>");
      assertThat(client.message(content)).startsWith("250");
    }
    return sink.received().get(0).content().bytes();
  }

  /** Headers with 8-bit bytes, and lines that try the transparency rules, in any order. */
  @Provide
  Arbitrary<byte[]> messages() {
    Arbitrary<byte[]> anything = Arbitraries.bytes().array(byte[].class).ofMaxSize(400);
    Arbitrary<byte[]> traps =
        Arbitraries.of(
                ".",
                "..",
                "...",
                "\r\n",
                "\r\n.",
                "\r\n..",
                "\n.\n",
                "\n.\r\n",
                "\r.\r",
                "\r\n.\r",
                "\r\n.\rx",
                "\r\r\n",
                "\n",
                "\r",
                "\0",
                "Subject: \u00e9\u00ff\r\n")
            .map(text -> text.getBytes(ISO_8859_1));
    return Arbitraries.oneOf(anything, traps, traps)
        .list()
        .ofMaxSize(30)
        .map(
            parts -> {
              ByteArrayOutputStream message = new ByteArrayOutputStream();
              parts.forEach(message::writeBytes);
              message.writeBytes("\r\n".getBytes(US_ASCII));
              return message.toByteArray();
            });
  }

  @Property(tries = 300)
  void keepsEveryByteWhateverTheMessage(@ForAll("messages") byte[] message) throws IOException {
    assertThat(sent(message)).isEqualTo(message);
  }

  @Property(tries = 20)
  void keepsEveryByteWhenTheMessageIsAsLargeAsMemoryAllows(
      @ForAll("sizes") int size, @ForAll long seed) throws IOException {
    byte[] message = new byte[size];
    new Random(seed).nextBytes(message);
    message[size - 2] = '\r';
    message[size - 1] = '\n';

    assertThat(sent(message)).isEqualTo(message);
  }

  @Provide
  Arbitrary<Integer> sizes() {
    return Combinators.combine(
            Arbitraries.of(List.of(16 * 1024, 64 * 1024)), Arbitraries.integers().between(-3, 3))
        .as(Integer::sum);
  }

  @Example
  void doesNotHoldALargeMessageInMemory() throws Exception {
    byte[] line = "0123456789".repeat(7).concat("1234\r\n").getBytes(US_ASCII);
    int lines = 50 * 1024 * 1024 / line.length;
    MessageDigest expected = MessageDigest.getInstance("SHA-256");
    long before = usedMemory();
    try (RawSmtpClient client = RawSmtpClient.greeted(sink)) {
      client.command("MAIL FROM:<large@example.com>");
      client.command("RCPT TO:<b@example.org>");
      client.command("DATA");
      for (int i = 0; i < lines; i++) {
        client.send(line);
        expected.update(line);
      }
      client.send(".\r\n".getBytes(US_ASCII));
      client.flush();
      assertThat(client.reply()).startsWith("250");
    }
    ReceivedMail mail =
        sink.awaitMail(received -> received.mailFrom().equals("large@example.com"), LIMIT);

    assertThat(usedMemory() - before).isLessThan(20L * 1024 * 1024);
    assertThat(mail.size()).isEqualTo((long) lines * line.length);
    MessageDigest actual = MessageDigest.getInstance("SHA-256");
    try (InputStream content = new DigestInputStream(mail.content().open(), actual)) {
      content.transferTo(OutputStream.nullOutputStream());
    }
    assertThat(actual.digest()).isEqualTo(expected.digest());
  }

  /** What is still in use, not what has been allocated meanwhile. */
  private static long usedMemory() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
