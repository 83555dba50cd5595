package email.wildduck.james.queue.admin;

import email.wildduck.james.queue.id.QueueId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A message with all of its deliveries that are left. Immutable. */
public final class QueuedMessage {
  private final QueueId id;
  private final Optional<MessageView> content;
  private final List<DeliveryView> deliveries;

  QueuedMessage(QueueId id, Optional<MessageView> content, List<DeliveryView> deliveries) {
    this.id = id;
    this.content = content;
    this.deliveries = List.copyOf(deliveries);
  }

  /** The queue id. */
  public QueueId id() {
    return id;
  }

  /** What is known about it; empty when its file is gone and its deliveries are not. */
  public Optional<MessageView> content() {
    return content;
  }

  /** The deliveries that are left, in the order of their numbers. */
  public List<DeliveryView> deliveries() {
    return deliveries;
  }

  /**
   * The envelope's recipients that no delivery is left for: delivered, bounced or removed. None of
   * a message in the spool, where one document stands for all recipients.
   */
  public List<String> ended() {
    if (deliveries.stream().anyMatch(DeliveryView::isInQueueOfJames)) {
      return List.of();
    }
    Set<String> left =
        deliveries.stream().map(view -> lower(view.recipient())).collect(Collectors.toSet());
    return content.map(MessageView::to).orElse(List.of()).stream()
        .filter(recipient -> !left.contains(lower(recipient)))
        .collect(Collectors.toUnmodifiableList());
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
