package email.wildduck.james.queue.store;

import email.wildduck.james.core.message.Headers;
import email.wildduck.james.queue.id.QueueId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * What the queue keeps about a message besides its body: {@code metadata.data} of the file, in the
 * format of WildDuck's queue. Immutable; fields that are not known here are kept.
 */
public final class MessageData {
  static final String ID = "id";
  static final String HEADERS = "headers";
  static final String EXTENSION = "james";
  static final String HEADER_BYTES = "header";

  /** What follows from the header and is not there when the header does not give it. */
  static final List<String> DERIVED = List.of("messageId", "date", EXTENSION);

  private final Document data;
  private final QueueId id;
  private final Headers headers;

  private MessageData(Document data, QueueId id, Headers headers) {
    this.data = data;
    this.id = id;
    this.headers = headers;
  }

  /**
   * @throws BrokenEntryException when the id or the header lines cannot be read
   */
  static MessageData of(Document data) throws BrokenEntryException {
    try {
      return new MessageData(
          data,
          QueueId.of(String.valueOf(data.get(ID))),
          StoredHeaders.fromDocuments(data.get(HEADERS, List.class)));
    } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
      throw new BrokenEntryException("metadata that cannot be read: " + e.getMessage(), e);
    }
  }

  /** The id of the message. */
  public QueueId id() {
    return id;
  }

  /** The envelope sender; empty for the null sender. */
  public String from() {
    return from(data);
  }

  /** All envelope recipients. ZoneMTA stores a single one as plain text. */
  public List<String> to() {
    return to(data);
  }

  /** The header fields. */
  public Headers headers() {
    return headers;
  }

  /** A text field of the format, such as {@code origin} or {@code user}. */
  public Optional<String> text(String field) {
    Object value = data.get(field);
    return value instanceof String ? Optional.of((String) value) : Optional.empty();
  }

  /** The bytes of the header where its lines do not give them back. */
  Optional<byte[]> headerBytes() {
    Object own = data.get(EXTENSION);
    Object bytes = own instanceof Document ? ((Document) own).get(HEADER_BYTES) : own;
    return bytes instanceof Binary ? Optional.of(((Binary) bytes).getData()) : Optional.empty();
  }

  /** Whether these are its fields and its envelope. */
  boolean says(Headers fields, String sender, List<String> recipients) {
    return headers.equals(fields) && from().equals(sender) && to().equals(recipients);
  }

  /** The same with everything that follows from header and envelope as in {@code fields}. */
  MessageData with(Document fields) throws BrokenEntryException {
    Document changed = new Document(data);
    DERIVED.forEach(changed::remove);
    changed.putAll(fields);
    return of(changed);
  }

  static String from(Document data) {
    Object from = data.get("from");
    return from instanceof String ? (String) from : "";
  }

  static List<String> to(Document data) {
    Object to = data.get("to");
    if (to instanceof List) {
      return ((List<?>) to).stream().map(String::valueOf).collect(Collectors.toUnmodifiableList());
    }
    return to instanceof String ? List.of((String) to) : List.of();
  }
}
