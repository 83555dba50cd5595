package email.wildduck.james.queue.james;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.queue.egress.DeliveryGroup;
import email.wildduck.james.queue.egress.DeliveryWork;
import email.wildduck.james.queue.egress.Outcome;
import email.wildduck.james.queue.egress.ReportWork;
import email.wildduck.james.queue.mail.Outcomes;
import email.wildduck.james.queue.mail.Reception;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.StoredMessage;
import email.wildduck.james.queue.zone.FinalFailure;
import email.wildduck.james.queue.zone.QueuedDelivery;
import email.wildduck.james.queue.zone.SendingQueue;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;

/**
 * Sends deliveries through processors of James: that of the zone's name behind {@code egress-} if
 * there is one, else {@code egress}; and those that have failed for good through {@code bounces},
 * those of a message together. Deliveries that go together are one Mail; forwards are one each,
 * since the header of a forwarded message names its recipient.
 *
 * <p>The outcomes are what mailets have written ({@link Outcomes}). A recipient that has none when
 * its Mail leaves the processor is deferred; so is, after an exception, every one that has not been
 * delivered, dropped or deferred by then. When the exception says that a store is away ({@link
 * email.wildduck.james.core.error.TemporaryFailureException}) it is postponed, and no attempt is
 * counted.
 */
public final class EgressPipeline implements DeliveryWork, ReportWork {
  /** James' pipeline. */
  public interface Processors {
    /** Sends a Mail through the processor that its state names, and through those that follow. */
    void service(Mail mail) throws MessagingException;
  }

  private static final String EGRESS = "egress";
  private static final String BOUNCES = "bounces";

  private final SendingQueue queue;
  private final Processors processors;
  private final Predicate<String> isProcessor;

  /**
   * @param isProcessor whether there is a processor of that name
   */
  public EgressPipeline(SendingQueue queue, Processors processors, Predicate<String> isProcessor) {
    this.queue = queue;
    this.processors = processors;
    this.isProcessor = isProcessor;
  }

  @Override
  public Map<TakenDelivery, Outcome> deliver(DeliveryGroup group) {
    String ofZone = EGRESS + "-" + group.first().delivery().zone();
    return run(group, isProcessor.test(ofZone) ? ofZone : EGRESS, Optional.empty());
  }

  @Override
  public Map<TakenDelivery, Outcome> report(DeliveryGroup failed) {
    return run(failed, BOUNCES, Optional.of(Outcome.bounced("", reasonOf(failed))));
  }

  private static String reasonOf(DeliveryGroup failed) {
    QueuedDelivery first = failed.first().delivery();
    return first
        .bounceRequest()
        .orElseGet(() -> first.failure().map(FinalFailure::text).orElse(""));
  }

  private Map<TakenDelivery, Outcome> run(
      DeliveryGroup group, String state, Optional<Outcome> decided) {
    StoredMessage message;
    try {
      message = queue.load(group.first());
    } catch (BrokenEntryException | SmtpException e) {
      return Unreadable.outcomes(group, e);
    }
    Map<TakenDelivery, Outcome> outcomes = new LinkedHashMap<>();
    boolean singly =
        decided.isEmpty()
            && message.data().text("interface").filter(Reception.FORWARDER::equals).isPresent();
    for (DeliveryGroup part : singly ? group.singly() : List.of(group)) {
      outcomes.putAll(
          new MailWork(processors, message, state, decided, queue::isSurelyOurs).run(part));
    }
    return outcomes;
  }
}
