package email.wildduck.james.core.submission;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.bson.types.ObjectId;

/** Submitted messages. A character of a message's text is one byte. */
public final class TestSubmissions {
  public static final Instant TIME = Instant.parse("2026-11-23T15:59:22.498Z");
  public static final String FROM = "alice@example.com";
  public static final String TEXT =
      "Received: from laptop ([203.0.113.5])\r\n by mta.example.net with ESMTPSA id 1a2b\r\n"
          + "Message-ID: <One@example.com>\r\n"
          + "From: Alice <alice@example.com>\r\n"
          + "To: bob@example.net\r\n"
          + "Subject: =?UTF-8?Q?P=C3=A4ev?=\r\n"
          + "\r\n"
          + "Hello \u00e9\u00ff\r\n";

  private TestSubmissions() {}

  public static SubmittedMessage of(String queueId, ObjectId user) {
    return of(queueId, user, TEXT);
  }

  public static SubmittedMessage of(String queueId, ObjectId user, String text) {
    try {
      return of(queueId, user, RawMessage.parse(ByteSource.of(text.getBytes(ISO_8859_1))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static SubmittedMessage of(String queueId, ObjectId user, RawMessage message) {
    return new SubmittedMessage(
        queueId,
        user,
        FROM,
        List.of("bob@example.net", "carol@example.org"),
        new Transmission("203.0.113.5", "laptop", "ESMTPSA", TIME, "sess1"),
        message);
  }
}
