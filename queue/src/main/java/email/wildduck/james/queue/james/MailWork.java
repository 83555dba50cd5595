package email.wildduck.james.queue.james;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.queue.egress.DeliveryGroup;
import email.wildduck.james.queue.egress.Outcome;
import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.queue.mail.LeasedMail;
import email.wildduck.james.queue.mail.Outcomes;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.StoredMessage;
import email.wildduck.james.queue.zone.QueuedDelivery;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.server.core.MailImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One way through a processor of James, for deliveries of one message. */
final class MailWork {
  private static final Logger LOGGER = LoggerFactory.getLogger(MailWork.class);
  private static final Outcome UNTOUCHED =
      Outcome.deferred("no step of the pipeline has delivered it; see its mailets");

  private final EgressPipeline.Processors processors;
  private final StoredMessage message;
  private final String state;
  private final Optional<Outcome> decided;
  private final Predicate<TakenDelivery> surelyOurs;

  /**
   * @param state the processor
   * @param decided what comes out of it whatever the processor does, unless that fails
   * @param surelyOurs whether the lease on a delivery surely holds, at the time of the question
   */
  MailWork(
      EgressPipeline.Processors processors,
      StoredMessage message,
      String state,
      Optional<Outcome> decided,
      Predicate<TakenDelivery> surelyOurs) {
    this.processors = processors;
    this.message = message;
    this.state = state;
    this.decided = decided;
    this.surelyOurs = surelyOurs;
  }

  /**
   * An outcome for each delivery of the group; throws nothing that a message can be the cause of.
   */
  Map<TakenDelivery, Outcome> run(DeliveryGroup group) {
    try {
      Map<MailAddress, TakenDelivery> recipients = recipientsOf(group);
      Map<MailAddress, QueuedDelivery> deliveries = new LinkedHashMap<>();
      recipients.forEach((recipient, taken) -> deliveries.put(recipient, taken.delivery()));
      return run(recipients, DeliveryMails.of(deliveries, message, state));
    } catch (AddressException e) {
      return withoutUnusable(group);
    } catch (BrokenEntryException | IOException | SmtpException e) {
      return Unreadable.outcomes(group, e);
    }
  }

  private static Map<MailAddress, TakenDelivery> recipientsOf(DeliveryGroup group)
      throws AddressException {
    Map<MailAddress, TakenDelivery> recipients = new LinkedHashMap<>();
    for (TakenDelivery taken : group.deliveries()) {
      recipients.put(Envelope.heldFor(taken.delivery().recipient()), taken);
    }
    return recipients;
  }

  /** One recipient that is no address must not hold up the others. */
  private Map<TakenDelivery, Outcome> withoutUnusable(DeliveryGroup group) {
    if (group.size() == 1) {
      LOGGER.error("{} has a recipient that is no address and is set aside", group);
      return group.all(Outcome.setAside("the recipient is no address"));
    }
    Map<TakenDelivery, Outcome> outcomes = new LinkedHashMap<>();
    group.singly().forEach(one -> outcomes.putAll(run(one)));
    return outcomes;
  }

  private Map<TakenDelivery, Outcome> run(
      Map<MailAddress, TakenDelivery> recipients, MailImpl mail) {
    Outcomes outcomes = Outcomes.of(mail);
    LeasedMail.write(
        mail,
        recipient -> Optional.ofNullable(recipients.get(recipient)).filter(surelyOurs).isPresent());
    try {
      decided.ifPresent(outcome -> giveUp(mail, outcomes, outcome));
      processors.service(mail);
      return resultOf(recipients, outcomes, outcome -> true, UNTOUCHED);
    } catch (Exception e) {
      // James' processors throw whatever a mailet throws
      LOGGER.warn("{} waits after an error in the pipeline", mail.getName(), e);
      // whoever was to hear of a failure may not have heard of it
      return resultOf(
          recipients, outcomes, outcome -> outcome.kind() != Outcome.Kind.BOUNCED, failed(e));
    } finally {
      LifecycleUtil.dispose(mail);
    }
  }

  /** A store that is away does not say anything about the delivery. */
  private static Outcome failed(Exception failure) {
    String text = "the pipeline failed: " + failure.getMessage();
    boolean storeIsAway =
        Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
            .filter(SmtpException.class::isInstance)
            .findFirst()
            .filter(TemporaryFailureException.class::isInstance)
            .isPresent();
    return storeIsAway ? Outcome.postponed(text) : Outcome.deferred(text);
  }

  private static Map<TakenDelivery, Outcome> resultOf(
      Map<MailAddress, TakenDelivery> recipients,
      Outcomes outcomes,
      Predicate<Outcome> holds,
      Outcome otherwise) {
    Map<TakenDelivery, Outcome> result = new LinkedHashMap<>();
    recipients.forEach(
        (recipient, taken) ->
            result.put(taken, outcomes.of(recipient).filter(holds).orElse(otherwise)));
    return result;
  }

  private static void giveUp(MailImpl mail, Outcomes outcomes, Outcome outcome) {
    mail.getRecipients().forEach(recipient -> outcomes.decide(recipient, outcome));
    mail.setErrorMessage(outcome.reply());
  }
}
