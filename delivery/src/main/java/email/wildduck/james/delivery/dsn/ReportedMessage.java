package email.wildduck.james.delivery.dsn;

import email.wildduck.james.core.message.RawMessage;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** The message that a report is about. Immutable. */
public final class ReportedMessage {
  private final String queueId;
  private final String mailFrom;
  private final Instant arrival;
  private final RawMessage content;
  private final Optional<String> envelopeId;
  private final ReturnedContent wanted;

  private ReportedMessage(
      String queueId,
      String mailFrom,
      Instant arrival,
      RawMessage content,
      Optional<String> envelopeId,
      ReturnedContent wanted) {
    this.queueId = Objects.requireNonNull(queueId);
    this.mailFrom = Objects.requireNonNull(mailFrom);
    this.arrival = Objects.requireNonNull(arrival);
    this.content = Objects.requireNonNull(content);
    this.envelopeId = envelopeId;
    this.wanted = Objects.requireNonNull(wanted);
  }

  /**
   * @param queueId its id in the queue
   * @param mailFrom to whom the report goes: MAIL FROM as accepted, before any SRS, in any script
   * @param arrival when it was accepted
   * @param content the message as it was queued; it must stay readable as long as the report
   */
  public static ReportedMessage of(
      String queueId, String mailFrom, Instant arrival, RawMessage content) {
    return new ReportedMessage(
        queueId, mailFrom, arrival, content, Optional.empty(), ReturnedContent.HEADERS);
  }

  /** With ENVID (RFC 3461 §4.4), decoded from xtext. */
  public ReportedMessage withEnvelopeId(String id) {
    return new ReportedMessage(queueId, mailFrom, arrival, content, Optional.of(id), wanted);
  }

  /** With RET. */
  public ReportedMessage returning(ReturnedContent what) {
    return new ReportedMessage(queueId, mailFrom, arrival, content, envelopeId, what);
  }

  String queueId() {
    return queueId;
  }

  String mailFrom() {
    return mailFrom;
  }

  Instant arrival() {
    return arrival;
  }

  RawMessage content() {
    return content;
  }

  Optional<String> envelopeId() {
    return envelopeId;
  }

  ReturnedContent wanted() {
    return wanted;
  }
}
