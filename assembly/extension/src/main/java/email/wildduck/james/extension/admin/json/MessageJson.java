package email.wildduck.james.extension.admin.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import email.wildduck.james.queue.admin.MessageView;
import email.wildduck.james.queue.admin.QueuedMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A message of the queue with its deliveries. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public final class MessageJson {
  public final String queueId;
  public final Optional<String> from;
  public final List<String> to;
  public final Optional<Instant> accepted;
  public final Optional<String> receivedBy;
  public final Optional<String> protocol;
  public final Optional<String> origin;
  public final Optional<String> user;
  public final Optional<String> userId;
  public final Optional<String> messageId;
  public final Optional<Long> bodySize;
  public final List<DeliveryJson> deliveries;
  public final List<EndedJson> ended;

  /** Of a message; what its file says is left out when that is gone. */
  public MessageJson(QueuedMessage message) {
    Optional<MessageView> content = message.content();
    queueId = message.id().asString();
    from = content.map(MessageView::from);
    to = content.map(MessageView::to).orElse(List.of());
    accepted = content.flatMap(MessageView::accepted);
    receivedBy = content.flatMap(MessageView::receivedBy);
    protocol = content.flatMap(MessageView::protocol);
    origin = content.flatMap(MessageView::origin);
    user = content.flatMap(MessageView::user);
    userId = content.flatMap(MessageView::userId);
    messageId = content.flatMap(MessageView::messageId);
    bodySize = content.flatMap(MessageView::bodySize);
    deliveries = message.deliveries().stream().map(DeliveryJson::new).collect(Collectors.toList());
    ended =
        message.ended().stream()
            .map(recipient -> new EndedJson(message.id(), recipient))
            .collect(Collectors.toList());
  }
}
