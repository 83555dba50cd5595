package email.wildduck.james.queue.store;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * The right to work on one delivery, until it is given back or runs out. Everything that ends the
 * work names the lease and has no effect once the delivery belongs to somebody else.
 */
public final class Lease {
  private final String zone;
  private final Object documentId;
  private final String token;
  private final Document taken;

  private Lease(String zone, Object documentId, String token, Document taken) {
    this.zone = zone;
    this.documentId = documentId;
    this.token = token;
    this.taken = taken;
  }

  /**
   * The lease of whoever has taken a delivery under a token.
   *
   * @param taken the delivery as it stands after it was taken
   */
  public static Lease of(String zone, String token, Document taken) {
    return new Lease(zone, Objects.requireNonNull(taken.get("_id")), token, taken);
  }

  /** The sending zone that the delivery waits in. */
  public String zone() {
    return zone;
  }

  /** The delivery's {@code _id}. */
  public Object documentId() {
    return documentId;
  }

  /** What is in the delivery while this lease holds, and in no other. */
  public String token() {
    return token;
  }

  /** How often the document was taken until now; 0 in a zone that is not a queue of James. */
  public long takes() {
    Object takes = taken.getEmbedded(List.of(ZoneFields.EXTENSION, "takes"), Object.class);
    return takes instanceof Number ? ((Number) takes).longValue() : 0;
  }

  /** The file of the message, where the document names it. */
  public Optional<ObjectId> file() {
    Object file = taken.getEmbedded(List.of(ZoneFields.EXTENSION, "file"), Object.class);
    return file instanceof ObjectId ? Optional.of((ObjectId) file) : Optional.empty();
  }

  /** The delivery as it stood after it was taken; a copy. */
  public Document document() {
    return new Document(taken);
  }

  /** The id of the message, as the delivery has it. */
  String message() {
    return String.valueOf(taken.get(ZoneFields.ID));
  }

  /** When the delivery was put into the queue. */
  public Optional<Instant> created() {
    Object created = taken.get(ZoneFields.CREATED);
    return created instanceof Date ? Optional.of(((Date) created).toInstant()) : Optional.empty();
  }

  /** The delivery's {@code _id}, for logs. */
  @Override
  public String toString() {
    return zone + "/" + documentId;
  }
}
