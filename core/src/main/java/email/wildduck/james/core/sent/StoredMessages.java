package email.wildduck.james.core.sent;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import email.wildduck.james.core.store.Durable;
import email.wildduck.james.core.text.JsText;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * Sent messages in WildDuck's collection {@code messages}. Each look-up is served by one of
 * WildDuck's own indexes: {@code outbound_message}, {@code by_idate}, {@code by_headers}.
 */
final class StoredMessages {
  private static final long MAX_SECONDS = 3;

  private final MongoCollection<Document> messages;

  StoredMessages(MongoDatabase main) {
    this.messages = Durable.on(main).getCollection("messages");
  }

  /** The message that is linked with the queue entry. */
  Optional<StoredMessage> linked(SentJob job) {
    return find(Filters.and(Filters.eq("outbound", job.queueId()), Filters.eq("user", job.user())));
  }

  /** The message that an attempt has stored whose answer did not arrive. */
  Optional<StoredMessage> uploaded(SentJob job, ObjectId mailbox) {
    return find(
        Filters.and(
            Filters.eq("mailbox", mailbox),
            Filters.eq("idate", Date.from(job.time())),
            Filters.regex(
                "meta.custom", Pattern.compile(Pattern.quote('"' + job.queueId() + '"')))));
  }

  /** A message in the mailbox with the same Message-ID, whoever stored it. */
  Optional<StoredMessage> withMessageId(SentJob job, ObjectId mailbox) {
    // WildDuck indexes headers in lower case.
    String value = JsText.lowerCase(job.messageId());
    return value.isEmpty()
        ? Optional.empty()
        : find(
            Filters.and(
                Filters.eq("mailbox", mailbox),
                Filters.elemMatch(
                    "headers",
                    Filters.and(Filters.eq("key", "message-id"), Filters.eq("value", value))),
                Filters.eq("undeleted", true)));
  }

  /**
   * Links a message with its queue entry, so that webmail shows its deliveries and can cancel them.
   */
  void link(StoredMessage message, SentJob job) {
    messages.updateOne(at(message), Updates.addToSet("outbound", job.queueId()));
  }

  /** Links a message that was stored here, and notes its envelope as ZoneMTA's plugin does. */
  void linkUploaded(StoredMessage message, SentJob job) {
    List<Bson> updates = new ArrayList<>();
    updates.add(Updates.addToSet("outbound", job.queueId()));
    for (Map.Entry<String, Object> fact : job.info().entrySet()) {
      updates.add(Updates.set("meta." + fact.getKey(), fact.getValue()));
    }
    messages.updateOne(at(message), Updates.combine(updates));
  }

  private Optional<StoredMessage> find(Bson filter) {
    Document found =
        messages
            .find(filter)
            .projection(Projections.include("mailbox", "uid"))
            .maxTime(MAX_SECONDS, TimeUnit.SECONDS)
            .first();
    return Optional.ofNullable(found)
        .map(
            message ->
                new StoredMessage(
                    message.getObjectId("mailbox"), ((Number) message.get("uid")).longValue()));
  }

  private static Bson at(StoredMessage message) {
    return Filters.and(Filters.eq("mailbox", message.mailbox()), Filters.eq("uid", message.uid()));
  }
}
