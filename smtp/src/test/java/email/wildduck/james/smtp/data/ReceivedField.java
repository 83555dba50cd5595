package email.wildduck.james.smtp.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import email.wildduck.james.smtp.TestTransport;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.ReceivedDataLineFilter.Header;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.james.smtpserver.ExtendedSMTPSession;

/** What the filter writes for a session besides X-Originating-IP, as lines with their ends. */
final class ReceivedField {
  static final String ID = "19a1b2c3d4e00012f3";

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T15:54:43Z"), ZoneOffset.UTC);

  private ReceivedField() {}

  static ExtendedSMTPSession session(InetAddress client, boolean tls, String helo) {
    ExtendedSMTPSession session =
        tls ? TestTransport.encryptedSession(client) : TestTransport.plainSession(client);
    session.setMimeMessageInputStreamSource(MimeMessageInputStreamSource.create(ID));
    session.setAttachment(SMTPSession.CURRENT_HELO_NAME, helo, State.Connection);
    session.setAttachment(SMTPSession.CURRENT_HELO_MODE, "EHLO", State.Connection);
    return session;
  }

  static void addRecipients(SMTPSession session, String... recipients) throws Exception {
    List<MailAddress> addresses = new ArrayList<>();
    for (String recipient : recipients) {
      addresses.add(new MailAddress(recipient));
    }
    session.setAttachment(SMTPSession.RCPT_LIST, addresses, State.Transaction);
  }

  /** The session is of no use afterwards. */
  static List<String> lines(ExtendedSMTPSession session) {
    return allLines(session).stream()
        .filter(line -> !line.startsWith("X-Originating-IP: "))
        .collect(Collectors.toList());
  }

  /** X-Originating-IP included. */
  static List<String> allLines(ExtendedSMTPSession session) {
    List<String> lines = new ArrayList<>();
    for (Header header : new SubmissionReceivedFilter(CLOCK).headers(session)) {
      header.transferTo(
          session,
          (unused, line) -> {
            lines.add(new String(line, ISO_8859_1));
            return null;
          });
    }
    LifecycleUtil.dispose(session.getMimeMessageWriter());
    return lines;
  }

  static Stream<String> trimmed(ExtendedSMTPSession session) {
    return lines(session).stream().map(String::trim);
  }
}
