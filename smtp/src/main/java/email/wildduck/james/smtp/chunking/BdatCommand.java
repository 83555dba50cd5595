package email.wildduck.james.smtp.chunking;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.smtp.port.PortSettings;
import email.wildduck.james.smtp.port.SubmissionPort;
import email.wildduck.james.smtp.reply.Refusals;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.DataCmdHandler;
import org.apache.james.protocols.smtp.core.esmtp.EhloExtension;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.james.smtpserver.ExtendedSMTPSession;

/**
 * BDAT and the announcement of CHUNKING (RFC 3030); BINARYMIME is not offered. The message goes
 * through the filters and hooks of DATA. On a port of a stock James, where nobody could count its
 * octets, BDAT is unknown. Takes no parameters; part of {@link
 * email.wildduck.james.smtp.SubmissionHandlers}.
 */
// James' handler leaves its list of extensions unparameterised.
@SuppressWarnings("unchecked")
public final class BdatCommand extends DataCmdHandler implements EhloExtension {
  private static final String COMMAND = "bdat";
  private static final SmtpReply UNKNOWN = SmtpReply.of(500, "5.5.1", "Command BDAT unrecognized.");
  private static final SmtpReply SYNTAX = SmtpReply.of(501, "5.5.4", "Syntax: BDAT size [LAST]");
  private static final SmtpReply TOO_BIG =
      SmtpReply.of(552, "5.3.4", "Message size exceeds fixed maximum message size");
  private static final SmtpReply NO_ANSWER =
      SmtpReply.of(451, "4.3.0", "The message could not be processed, try again later");

  private final QueueIdGenerator ids;
  private final Refusals refusals;

  /** One generator and one counter serve all ports of a process. */
  @Inject
  public BdatCommand(MetricFactory metricFactory, QueueIdGenerator ids, Refusals refusals) {
    super(metricFactory);
    this.ids = ids;
    this.refusals = refusals;
  }

  @Override
  public Collection<String> getImplCommands() {
    return List.of("BDAT");
  }

  @Override
  public List<String> getImplementedEsmtpFeatures(SMTPSession session) {
    return ChunkOctets.areCountedIn(session) ? List.of("CHUNKING") : List.of();
  }

  @Override
  public Response onCommand(SMTPSession session, Request request) {
    if (!ChunkOctets.areCountedIn(session)) {
      return refusals.response(COMMAND, "unknown", UNKNOWN);
    }
    Optional<ChunkHeader> header =
        ChunkHeader.parse(Optional.ofNullable(request.getArgument()).orElse(""));
    // No response yet is null to James, which an Optional cannot hold.
    return header.isPresent() ? chunk(session, header.get()).receive(session) : closing();
  }

  /** Where this chunk ends, and the next command begins, cannot be known. */
  private Response closing() {
    SMTPResponse response = refusals.response(COMMAND, "syntax", SYNTAX);
    response.setEndSession(true);
    return response;
  }

  private ChunkReceiver chunk(SMTPSession session, ChunkHeader header) {
    Response outOfSequence = doDATAFilter(session, "");
    if (outOfSequence != null) {
      refusals.count(COMMAND, "sequence");
      return ChunkReceiver.discarding(header.octets(), outOfSequence);
    }
    ChunkedMessage message =
        session
            .getAttachment(ChunkedMessage.KEY, State.Transaction)
            .orElseGet(() -> begin(session));
    long limit = session.getConfiguration().getMaxMessageSize();
    if (limit > 0 && message.announce(header.octets()) > limit) {
      session.resetState();
      return ChunkReceiver.discarding(header.octets(), refusals.response(COMMAND, "size", TOO_BIG));
    }
    return new ChunkReceiver(
        header.octets(),
        octets -> add(session, message, octets),
        () -> end(session, message, header));
  }

  private ChunkedMessage begin(SMTPSession session) {
    ((ExtendedSMTPSession) session)
        .setMimeMessageInputStreamSource(
            MimeMessageInputStreamSource.create(ids.next().asString()));
    int maxLineLength =
        session
            .getAttachment(SubmissionPort.SETTINGS, State.Connection)
            .map(PortSettings::maxLineLength)
            .orElse(Integer.MAX_VALUE);
    ChunkedMessage message = new ChunkedMessage(session, getLineHandler(), maxLineLength);
    session.setAttachment(ChunkedMessage.KEY, message, State.Transaction);
    return message;
  }

  private static Optional<Response> add(
      SMTPSession session, ChunkedMessage message, byte[] octets) {
    message.add(octets);
    return message.failure().map(failure -> closing(session, failure));
  }

  /** Only a disk that takes no more answers in the middle of a message. */
  private static Response closing(SMTPSession session, Response failure) {
    session.resetState();
    SMTPResponse response =
        new SMTPResponse(failure.getRetCode(), "4.3.0 Unable to store the message");
    response.setEndSession(true);
    return response;
  }

  private Response end(SMTPSession session, ChunkedMessage message, ChunkHeader header) {
    Optional<SmtpReply> refusal = message.refusal();
    if (refusal.isPresent()) {
      session.resetState();
      return refusals.response(COMMAND, "bare_lf", refusal.get());
    }
    if (!header.isLast()) {
      return new SMTPResponse("250", "2.0.0 " + header.octets() + " octets received");
    }
    try {
      return message.end().orElseGet(() -> refusals.response(COMMAND, "no_answer", NO_ANSWER));
    } finally {
      session.resetState();
    }
  }
}
