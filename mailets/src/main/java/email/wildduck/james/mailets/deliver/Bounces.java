package email.wildduck.james.mailets.deliver;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.event.Event;
import email.wildduck.james.core.event.EventSink;
import email.wildduck.james.core.event.form.ReportEvent;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.delivery.dsn.BounceRule;
import email.wildduck.james.delivery.dsn.NotifyWish;
import email.wildduck.james.delivery.dsn.RecipientReport;
import email.wildduck.james.delivery.dsn.Report;
import email.wildduck.james.delivery.dsn.ReportKind;
import email.wildduck.james.delivery.dsn.ReportWriter;
import email.wildduck.james.delivery.dsn.ReportedMessage;
import email.wildduck.james.delivery.dsn.ReturnedContent;
import email.wildduck.james.queue.failure.Reports;
import email.wildduck.james.queue.failure.WrittenReport;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.james.MailMessages;
import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.queue.mail.OriginalAddress;
import email.wildduck.james.queue.mail.Reception;
import email.wildduck.james.queue.route.DeliveryTarget;
import email.wildduck.james.queue.route.DsnRequest;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.NewMessage;
import email.wildduck.james.queue.store.StoredMessage;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.mail.MessagingException;
import org.apache.mailet.DsnParameters.XText;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes bounces, warnings and confirmations to senders, where there may be any. Thread-safe. */
public final class Bounces {
  private static final Logger LOGGER = LoggerFactory.getLogger(Bounces.class);
  private static final String INTERFACE = "bounce";

  private final BounceRule rule;
  private final ReportWriter writer;
  private final Reports reports;
  private final ReportZone zone;
  private final QueueIdGenerator ids;
  private final EventSink sink;
  private final Clock clock;

  /** With what this process uses. */
  public Bounces(
      BounceRule rule,
      ReportWriter writer,
      Reports reports,
      ReportZone zone,
      QueueIdGenerator ids,
      EventSink sink,
      Clock clock) {
    this.rule = rule;
    this.writer = writer;
    this.reports = reports;
    this.zone = zone;
    this.ids = ids;
    this.sink = sink;
    this.clock = clock;
  }

  /**
   * Writes the report that tells the sender that deliveries of a message have failed. It goes when
   * these are ended with it.
   *
   * @param failures not empty, in the order in which they are named
   * @return empty when there is to be none
   * @throws email.wildduck.james.core.error.TemporaryFailureException when the database fails
   */
  public Optional<WrittenReport> bounce(Mail mail, Map<QueuedDelivery, RecipientReport> failures)
      throws MessagingException {
    return written(ReportKind.FAILED, mail, failures);
  }

  /**
   * Writes the report that tells the sender that a message was accepted; for the rest see {@link
   * #bounce}.
   *
   * @param kind relayed or delivered
   */
  public Optional<WrittenReport> confirm(
      ReportKind kind, Mail mail, Map<QueuedDelivery, RecipientReport> accepted)
      throws MessagingException {
    return written(kind, mail, accepted);
  }

  private Optional<WrittenReport> written(
      ReportKind kind, Mail mail, Map<QueuedDelivery, RecipientReport> recipients)
      throws MessagingException {
    try {
      return written(
          kind,
          Envelope.of(mail).mailFrom(),
          MailMessages.rawMessage(mail),
          Reception.of(mail).map(Reception::interfaceName).orElse(""),
          recipients);
    } catch (IOException e) {
      throw new MessagingException(mail.getName() + ": the report cannot be written", e);
    }
  }

  /**
   * Writes the warning that tells the sender that deliveries of a message wait; for the rest see
   * {@link #bounce}.
   *
   * @throws IOException when the message cannot be read
   */
  public Optional<WrittenReport> warn(
      StoredMessage message, Map<QueuedDelivery, RecipientReport> delays) throws IOException {
    return written(
        ReportKind.DELAYED,
        message.data().from(),
        message.withBody(message.body()),
        message.data().text("interface").orElse(""),
        delays);
  }

  private Optional<WrittenReport> written(
      ReportKind kind,
      String mailFrom,
      RawMessage content,
      String interfaceName,
      Map<QueuedDelivery, RecipientReport> all)
      throws IOException {
    Map<QueuedDelivery, RecipientReport> recipients = withoutPosted(all);
    if (recipients.isEmpty()) {
      return Optional.empty();
    }
    QueuedDelivery delivery = recipients.keySet().iterator().next();
    Optional<BounceRule.Reason> none = rule.whyNone(mailFrom, content.headers(), interfaceName);
    if (none.isPresent()) {
      Event.of("SKIPBOUNCE")
          .about(delivery.toString())
          .with("reason", none.get().name())
          .info(LOGGER);
      return Optional.empty();
    }
    try {
      Optional<Report> report =
          writer.write(
              kind,
              described(
                  ReportedMessage.of(
                      delivery.id().asString(), mailFrom, delivery.created(), content),
                  delivery.dsn()),
              recipients.entrySet().stream()
                  .map(entry -> described(entry.getValue(), entry.getKey().dsn()))
                  .collect(Collectors.toList()));
      return report.isPresent() ? Optional.of(write(report.get())) : Optional.empty();
    } catch (SmtpException e) {
      sink.tell(ReportEvent.failed(delivery.toString(), typeOf(kind), e.getMessage()));
      throw e;
    } catch (IOException e) {
      sink.tell(ReportEvent.failed(delivery.toString(), typeOf(kind), "it cannot be written"));
      throw e;
    }
  }

  /** Nobody is told of what is posted to a web server. */
  private static Map<QueuedDelivery, RecipientReport> withoutPosted(
      Map<QueuedDelivery, RecipientReport> all) {
    Map<QueuedDelivery, RecipientReport> others = new LinkedHashMap<>();
    all.forEach(
        (delivery, report) -> {
          if (delivery.target().isHttp()) {
            Event.of("SKIPBOUNCE").about(delivery.toString()).with("reason", "HTTP").info(LOGGER);
          } else {
            others.put(delivery, report);
          }
        });
    return others;
  }

  private static ReportEvent.Type typeOf(ReportKind kind) {
    switch (kind) {
      case FAILED:
        return ReportEvent.Type.FAILURE;
      case DELAYED:
        return ReportEvent.Type.DELAYED;
      default:
        return ReportEvent.Type.SUCCESS;
    }
  }

  private WrittenReport write(Report report) throws IOException {
    return reports.write(ids.next(), messageOf(report), deliveryOf(report));
  }

  private NewMessage messageOf(Report report) {
    return NewMessage.of(report.message(), "", List.of(report.recipient()))
        .withInterface(INTERFACE)
        .withTime(clock.instant());
  }

  private NewDelivery deliveryOf(Report report) {
    return NewDelivery.to(
        zone.of(report), report.recipient(), clock.instant(), DeliveryTarget.mxOfDomain());
  }

  private static ReportedMessage described(ReportedMessage message, DsnRequest dsn) {
    ReportedMessage known =
        dsn.envid().map(XText::decode).map(message::withEnvelopeId).orElse(message);
    return dsn.ret().map(ReturnedContent::parse).map(known::returning).orElse(known);
  }

  private static RecipientReport described(RecipientReport recipient, DsnRequest dsn) {
    RecipientReport known =
        dsn.notifyOn().map(NotifyWish::parse).map(recipient::withNotify).orElse(recipient);
    return OriginalAddress.of(dsn).map(known::withOriginalRecipient).orElse(known);
  }
}
