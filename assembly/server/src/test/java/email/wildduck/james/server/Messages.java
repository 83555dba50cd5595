package email.wildduck.james.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.server.demo.DemoData;
import java.io.IOException;
import java.time.Duration;

/** Messages that are sent and received by the tests of the ports. */
final class Messages {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Messages() {}

  /** A complete header, an empty line, and this body. */
  static String withBody(String body) {
    return "From: Alice <"
        + DemoData.ALICE
        + ">\r\nTo: <someone@example.net>\r\nSubject: test\r\n"
        + "Date: Mon, 23 Nov 2026 10:00:00 +0000\r\nMessage-ID: <1@example.com>\r\n\r\n"
        + body;
  }

  static byte[] bytes(String latin1) {
    return latin1.getBytes(ISO_8859_1);
  }

  /** What has arrived for the recipient. */
  static ReceivedMail received(TestServer server, String recipient) throws Exception {
    return server.sink().awaitMail(mail -> mail.recipients().contains(recipient), PATIENCE);
  }

  /** What stands behind the header. */
  static String bodyOf(ReceivedMail mail) throws IOException {
    String text = new String(mail.content().bytes(), ISO_8859_1);
    return text.substring(text.indexOf("\r\n\r\n") + 4);
  }

  /** The first Received field. */
  static String received(ReceivedMail mail) throws IOException {
    return RawMessage.parse(ByteSource.of(mail.content().bytes()))
        .headers()
        .first("Received")
        .orElseThrow()
        .value();
  }
}
