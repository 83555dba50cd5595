package email.wildduck.james.smtp.data;

import email.wildduck.james.core.compose.OriginatingIp;
import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.smtp.auth.SubmissionUser;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.inject.Inject;
import javax.net.ssl.SSLSession;
import org.apache.james.core.MailAddress;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.LineHandler;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.ReceivedDataLineFilter;
import org.apache.james.smtpserver.ExtendedSMTPSession;

/**
 * Puts the Received field of this hop (RFC 5321 §4.4, RFC 3848) at the top of the message: with the
 * authenticated sender, the queue id, and TLS version and cipher. The client's address is given as
 * a literal; it is not looked up in the DNS, which would hold up the session. Above it stands
 * {@link OriginatingIp X-Originating-IP}: what the mailet {@code CompleteHeaders} wants is stored
 * with the message then, and not written a second time. Takes no parameters; part of {@link
 * email.wildduck.james.smtp.SubmissionHandlers}.
 */
public final class SubmissionReceivedFilter extends ReceivedDataLineFilter {
  private static final AttachmentKey<Boolean> ADDED =
      AttachmentKey.of("wildduck.received", Boolean.class);

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.US);

  /** Longer than any domain; a command may have a longer one than fits into a line. */
  private static final int MAX_NAME_LENGTH = 255;

  /** RFC 5321 §4.5.3.1; a command may have a longer one. */
  private static final int MAX_ADDRESS_LENGTH = 320;

  private final Clock clock;

  /** The clock gives the time of acceptance. */
  @Inject
  public SubmissionReceivedFilter(Clock clock) {
    this.clock = clock;
  }

  @Override
  protected Response onHeadersLine(
      SMTPSession session, byte[] line, LineHandler<SMTPSession> next) {
    return withReceived(session, line, next);
  }

  /** A message may start with this line; James would give it no Received field then. */
  @Override
  protected Response onSeparatorLine(
      SMTPSession session, byte[] line, LineHandler<SMTPSession> next) {
    return withReceived(session, line, next);
  }

  private Response withReceived(SMTPSession session, byte[] line, LineHandler<SMTPSession> next) {
    if (session.getAttachment(ADDED, State.Transaction).isEmpty()) {
      session.setAttachment(ADDED, true, State.Transaction);
      for (Header header : headers(session)) {
        Response response = header.transferTo(session, next);
        if (response != null) {
          return response;
        }
      }
    }
    return next.onLine(session, line);
  }

  @Override
  protected Collection<Header> headers(SMTPSession session) {
    List<Header> headers = new ArrayList<>();
    OriginatingIp.valueFor(session.getRemoteAddress().getAddress())
        .ifPresent(client -> headers.add(new Header(OriginatingIp.NAME, client)));
    headers.add(received(session));
    return headers;
  }

  private Header received(SMTPSession session) {
    List<String> parts = new ArrayList<>();
    parts.add(
        "from "
            + session
                .getAttachment(SMTPSession.CURRENT_HELO_NAME, State.Connection)
                .filter(name -> !name.isEmpty())
                .map(SubmissionReceivedFilter::printable)
                .orElse("unknown")
            + " (["
            + literal(session.getRemoteAddress().getAddress())
            + "])");
    session
        .getAttachment(SubmissionUser.KEY, State.Connection)
        .ifPresent(
            user ->
                parts.add("(Authenticated sender: " + printable(user.authenticatedSender()) + ")"));
    parts.add(
        "by "
            + session.getConfiguration().getHelloName()
            + " with "
            + TransmissionType.of(session)
            + " id "
            + ((ExtendedSMTPSession) session).getMimeMessageWriter().getSourceId());
    List<MailAddress> recipients =
        session.getAttachment(SMTPSession.RCPT_LIST, State.Transaction).orElse(List.of());
    Optional<String> only =
        recipients.size() == 1
            ? Optional.of(Envelope.addressOf(recipients.get(0)))
            : Optional.empty();
    // The field is read by those who know nothing of SMTPUTF8 too.
    only.filter(a -> a.length() <= MAX_ADDRESS_LENGTH && a.chars().allMatch(c -> c < 0x80))
        .ifPresent(address -> parts.add("for <" + address + ">"));
    session.getSSLSession().map(SubmissionReceivedFilter::tls).ifPresent(parts::add);
    int last = parts.size() - 1;
    parts.set(last, parts.get(last) + ";");
    parts.add(DATE.format(ZonedDateTime.now(clock)));

    Header header = new Header("Received", parts.get(0));
    parts.stream().skip(1).forEach(header::add);
    return header;
  }

  private static String tls(SSLSession session) {
    return "(version=" + session.getProtocol() + " cipher=" + session.getCipherSuite() + ")";
  }

  /** An address literal without its brackets (RFC 5321 §4.1.3). */
  private static String literal(InetAddress address) {
    String text = address.getHostAddress();
    return address instanceof Inet6Address ? "IPv6:" + text.replaceFirst("%.*", "") : text;
  }

  /** What a client said, made harmless for a header field. */
  private static String printable(String text) {
    String shortened = text.substring(0, Math.min(text.length(), MAX_NAME_LENGTH));
    return shortened.replaceAll("[^\\x21-\\x27\\x2a-\\x7e]", "?");
  }
}
