package email.wildduck.james.queue.james;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.queue.egress.DeliveryWork;
import email.wildduck.james.queue.egress.Outcome;
import email.wildduck.james.queue.mail.OutcomeAttributes;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.zone.SendingQueue;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import javax.mail.MessagingException;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends deliveries through processors of James: that of the zone's name behind {@code egress-} if
 * there is one, else {@code egress}; and {@code bounces} for those that are over their age or that
 * an administrator gives up.
 *
 * <p>The outcome is what a mailet has written ({@link OutcomeAttributes}). A Mail that leaves its
 * processor without one, or with an exception, is deferred.
 */
public final class EgressPipeline implements DeliveryWork {
  /** James' pipeline. */
  public interface Processors {
    /** Sends a Mail through the processor that its state names, and through those that follow. */
    void service(Mail mail) throws MessagingException;
  }

  private static final Logger LOGGER = LoggerFactory.getLogger(EgressPipeline.class);
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
  public Outcome deliver(TakenDelivery delivery) {
    String ofZone = EGRESS + "-" + delivery.delivery().zone();
    return run(delivery, isProcessor.test(ofZone) ? ofZone : EGRESS, Optional.empty());
  }

  @Override
  public Outcome bounce(TakenDelivery delivery, String reason) {
    return run(delivery, BOUNCES, Optional.of(Outcome.bounced("", reason)));
  }

  private Outcome run(TakenDelivery delivery, String state, Optional<Outcome> decided) {
    try {
      return run(DeliveryMails.of(delivery.delivery(), queue.load(delivery), state), decided);
    } catch (BrokenEntryException e) {
      LOGGER.error("{} cannot be read and is set aside", delivery.delivery(), e);
      return Outcome.setAside(String.valueOf(e.getMessage()));
    } catch (IOException | SmtpException e) {
      LOGGER.warn("{} cannot be read now and is deferred", delivery.delivery(), e);
      return Outcome.deferred("the message cannot be read: " + e.getMessage());
    }
  }

  private Outcome run(MailImpl mail, Optional<Outcome> decided) {
    try {
      decided.ifPresent(outcome -> giveUp(mail, outcome));
      processors.service(mail);
      return OutcomeAttributes.read(mail)
          .orElseGet(
              () -> Outcome.deferred("no step of the pipeline has delivered it; see its mailets"));
    } catch (Exception e) {
      // James' processors throw whatever a mailet throws
      LOGGER.warn("{} is deferred after an error in the pipeline", mail.getName(), e);
      return Outcome.deferred("the pipeline failed: " + e.getMessage());
    } finally {
      LifecycleUtil.dispose(mail);
    }
  }

  private static void giveUp(MailImpl mail, Outcome outcome) {
    OutcomeAttributes.write(mail, outcome);
    mail.setErrorMessage(outcome.reply());
  }
}
