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
  static void describe(Document data, RawMessage message, WrittenBody body) throws IOException {
    data.append("dkim", new Document("hashAlgo", "sha256").append("bodyHash", body.bodyHash()))
        .append("bodySize", body.length())
        .append("sourceMd5", body.md5());
    data.putAll(ofHeader(message));
  }

  /** What follows from the header: {@code headers, messageId, date}, and our exact bytes of it. */
  static Document ofHeader(RawMessage message) throws IOException {
    Document data = new Document(MessageData.HEADERS, StoredHeaders.toDocuments(message.headers()));
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
    return data;
  }

  static MessageFile fileOf(Document file) throws BrokenEntryException {
    return fileOf(file, dataOf(file, "data"));
  }

  /** The message as it was accepted, whatever a hand-over that did not end has made of it since. */
  static MessageFile acceptedFileOf(Document file) throws BrokenEntryException {
    Document accepted = dataOf(file, "accepted");
    return fileOf(file, accepted.isEmpty() ? dataOf(file, "data") : accepted);
  }

  private static MessageFile fileOf(Document file, Document data) throws BrokenEntryException {
    Object id = file.get("_id");
    Object length = file.get("length");
    if (!(id instanceof ObjectId) || !(length instanceof Number)) {
      throw new BrokenEntryException("a file without ObjectId or length");
    }
    return new MessageFile((ObjectId) id, ((Number) length).longValue(), MessageData.of(data));
  }

  /** {@code metadata.data} of a file; empty when it has none. */
  static Document dataOf(Document file) {
    return dataOf(file, "data");
  }

  private static Document dataOf(Document file, String name) {
    Object metadata = file.get("metadata");
    Object data = metadata instanceof Document ? ((Document) metadata).get(name) : metadata;
    return data instanceof Document ? (Document) data : new Document();
  }

  static QueuedEnvelope envelopeOf(QueueEntry entry, Document data) {
    return new QueuedEnvelope(entry, MessageData.from(data), MessageData.to(data));
  }
}
