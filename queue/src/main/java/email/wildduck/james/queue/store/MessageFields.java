package email.wildduck.james.queue.store;

import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.RawMessage;
import java.io.IOException;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.ObjectId;

/** Writes and reads the fields of a message's file. */
final class MessageFields {
  private MessageFields() {}

  /** Adds to {@code metadata.data} what follows from the bytes of the message. */
  static void describe(Document data, RawMessage message, BodyDigests digests) throws IOException {
    data.append(MessageData.HEADERS, StoredHeaders.toDocuments(message.headers()))
        .append("dkim", new Document("hashAlgo", "sha256").append("bodyHash", digests.bodyHash()))
        .append("bodySize", digests.size())
        .append("sourceMd5", digests.md5());
    for (String[] field : new String[][] {{"message-id", "messageId"}, {"date", "date"}}) {
      message
          .headers()
          .first(field[0])
          .map(HeaderField::value)
          .ifPresent(value -> data.append(field[1], value));
    }
    StoredHeaders.exactBytes(message)
        .ifPresent(
            bytes ->
                data.append(
                    MessageData.EXTENSION,
                    new Document(MessageData.HEADER_BYTES, new Binary(bytes))));
  }

  static MessageFile fileOf(Document file) throws BrokenEntryException {
    Object id = file.get("_id");
    Object length = file.get("length");
    if (!(id instanceof ObjectId) || !(length instanceof Number)) {
      throw new BrokenEntryException("a file without ObjectId or length");
    }
    return new MessageFile(
        (ObjectId) id, ((Number) length).longValue(), MessageData.of(dataOf(file)));
  }

  /** {@code metadata.data} of a file; empty when it has none. */
  static Document dataOf(Document file) {
    Object metadata = file.get("metadata");
    Object data = metadata instanceof Document ? ((Document) metadata).get("data") : metadata;
    return data instanceof Document ? (Document) data : new Document();
  }

  static QueuedEnvelope envelopeOf(QueueEntry entry, Document data) {
    return new QueuedEnvelope(entry, MessageData.from(data), MessageData.to(data));
  }
}
