package email.wildduck.james.queue.egress;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.StoredMessage;
import email.wildduck.james.queue.zone.SendingQueue;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what else of a message is due for the same domain, so that it goes in one transaction. It
 * costs two calls to the database, and only for messages with more recipients there than are at
 * hand.
 */
final class Companions {
  private static final Logger LOGGER = LoggerFactory.getLogger(Companions.class);

  private final SendingQueue queue;
  private final GivingBack givingBack;

  Companions(SendingQueue queue) {
    this.queue = queue;
    this.givingBack = new GivingBack(queue);
  }

  /** The group with its message at hand, and with companions where there are any. */
  DeliveryGroup complete(DeliveryGroup group) {
    try {
      StoredMessage message = queue.load(group.first());
      List<TakenDelivery> all = new ArrayList<>(group.deliveries());
      if (mayHaveMore(group, message)) {
        all.addAll(companionsOf(group));
      }
      return one(all.stream().map(taken -> taken.with(message)).collect(Collectors.toList()));
    } catch (BrokenEntryException | SmtpException e) {
      // whoever works on the group meets it again and decides
      LOGGER.debug("{}: the message cannot be read", group, e);
      return group;
    }
  }

  private static boolean mayHaveMore(DeliveryGroup group, StoredMessage message) {
    return !group.first().message().isWithOneDelivery()
        && group.size() < Math.min(DeliveryGroup.MOST, recipientsAt(group.domain(), message))
        && group.first().delivery().target().isMxOfDomain();
  }

  private static long recipientsAt(String domain, StoredMessage message) {
    return message.data().to().stream()
        .filter(recipient -> NewDelivery.domainOf(recipient).equalsIgnoreCase(domain))
        .count();
  }

  private List<TakenDelivery> companionsOf(DeliveryGroup group) {
    try {
      return queue.takeCompanions(group.first(), DeliveryGroup.MOST - group.size());
    } catch (SmtpException e) {
      LOGGER.warn("{} goes without its companions", group, e);
      return List.of();
    }
  }

  /** What does not fit in is given back. */
  private DeliveryGroup one(List<TakenDelivery> deliveries) {
    List<DeliveryGroup> groups = DeliveryGroup.formedOf(deliveries);
    groups.stream()
        .skip(1)
        .forEach(group -> givingBack.now(group.deliveries(), "more recipients than go together"));
    return groups.get(0);
  }
}
