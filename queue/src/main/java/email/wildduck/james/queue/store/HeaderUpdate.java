package email.wildduck.james.queue.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import email.wildduck.james.core.message.RawMessage;
import java.io.IOException;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * Puts the header with which a message leaves into {@code metadata.data} of its file. What was
 * accepted is kept in {@code metadata.accepted}; fields that are not known here stay.
 */
public final class HeaderUpdate {
  private static final String DATA = "metadata.data";
  private static final String ACCEPTED = "metadata.accepted";

  /** Which taking of the spool document the header comes from. */
  private static final String TAKES = "metadata.takes";

  private final MongoCollection<Document> files;
  private final MessageFiles messages;
  private final Clock clock;

  /** On the files of the queue. */
  public HeaderUpdate(QueueCollections collections, MessageFiles messages) {
    this.files = collections.files();
    this.messages = messages;
    this.clock = collections.clock();
  }

  /**
   * The message, without a call to the database, when envelope and fields are those that this
   * process has accepted and nobody can have changed them; empty when they have to be written.
   *
   * @param takes how often the spool document had been taken
   * @param to all envelope recipients
   */
  public Optional<StoredMessage> asAccepted(
      ObjectId file, long takes, RawMessage message, String from, List<String> to) {
    return takes == 1
        ? messages
            .acceptedHere(file)
            .filter(known -> known.data().says(message.headers(), from, to))
            .map(messages::messageOf)
        : Optional.empty();
  }

  /**
   * One call, which may be repeated with another header: it always starts from what was accepted.
   *
   * @param takes how often the spool document had been taken; a lower number than the last one has
   *     no effect
   * @param to all envelope recipients
   * @return the message with that header; empty when there is no such file, or a later owner has
   *     changed it
   * @throws BrokenEntryException when the file cannot be read
   * @throws IOException when the header cannot be read
   */
  public Optional<StoredMessage> replace(
      ObjectId file, long takes, RawMessage message, String from, List<String> to)
      throws BrokenEntryException, IOException {
    Optional<MessageFile> accepted = messages.acceptedHere(file);
    Document header = MessageFields.ofHeader(message).append("from", from).append("to", to);
    Optional<MessageFile> changed =
        accepted.isPresent() ? change(accepted.get(), takes, header) : change(file, takes, header);
    return changed.map(messages::messageOf);
  }

  /** What it becomes is known, and need not come back. */
  private Optional<MessageFile> change(MessageFile accepted, long takes, Document header)
      throws BrokenEntryException {
    ObjectId file = accepted.fileId();
    boolean changed =
        MongoFailures.translate(
                    "changing the header of " + file,
                    () -> files.updateOne(unlessNewer(file, takes), stages(takes, header)))
                .getMatchedCount()
            > 0;
    return changed
        ? Optional.of(new MessageFile(file, accepted.length(), accepted.data().with(header)))
        : Optional.empty();
  }

  private Optional<MessageFile> change(ObjectId file, long takes, Document header)
      throws BrokenEntryException {
    Document changed =
        MongoFailures.translate(
            "changing the header of " + file,
            () ->
                files.findOneAndUpdate(
                    unlessNewer(file, takes),
                    stages(takes, header),
                    new FindOneAndUpdateOptions()
                        .returnDocument(ReturnDocument.AFTER)
                        .projection(Projections.exclude(ACCEPTED))));
    return changed == null ? Optional.empty() : Optional.of(MessageFields.fileOf(changed));
  }

  private static Bson unlessNewer(ObjectId file, long takes) {
    return Filters.and(Filters.eq("_id", file), Filters.not(Filters.gt(TAKES, takes)));
  }

  private List<Bson> stages(long takes, Document header) {
    // The newest file of a name is read, and a crash may have left a second one of this name.
    Document data = new Document(TAKES, takes).append("uploadDate", Date.from(clock.instant()));
    for (String derived : MessageData.DERIVED) {
      data.append(DATA + "." + derived, "$$REMOVE");
    }
    for (Map.Entry<String, Object> field : header.entrySet()) {
      data.append(DATA + "." + field.getKey(), new Document("$literal", field.getValue()));
    }
    return List.of(
        set(new Document(ACCEPTED, new Document("$ifNull", List.of("$" + ACCEPTED, "$" + DATA)))),
        set(new Document(DATA, "$" + ACCEPTED)),
        set(data));
  }

  private static Document set(Document fields) {
    return new Document("$set", fields);
  }
}
