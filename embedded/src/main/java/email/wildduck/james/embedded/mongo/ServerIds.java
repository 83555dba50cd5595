package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.exception.ImmutableFieldException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The ids that the server makes itself, where an upsert names none: seconds, five bytes of this
 * server, a counter. So they rise with time, as mongod's do; WildDuck sorts by them.
 */
final class ServerIds {

  private static final int BYTES_OF_SERVER = 5;

  private final ServerTime time;
  private final byte[] server = new byte[BYTES_OF_SERVER];
  private final AtomicInteger counter = new AtomicInteger();

  ServerIds(ServerTime time) {
    this.time = time;
    new SecureRandom().nextBytes(server);
  }

  ObjectId next() {
    int count = counter.getAndIncrement();
    return new ObjectId(
        ByteBuffer.allocate(12)
            .putInt((int) time.now().getEpochSecond())
            .put(server)
            .put((byte) (count >> 16))
            .putShort((short) count)
            .array());
  }

  /**
   * The filter of an upsert that finds nothing, with an id for the new document.
   *
   * @throws ImmutableFieldException when the update gives it another id than the filter does
   */
  Document withId(Document filter, Document update) {
    Document seed = UpsertSeed.of(filter);
    List<Object> given = givenIds(update);
    if (seed.containsKey("_id")) {
      if (!given.stream().allMatch(id -> isSame(id, seed.get("_id")))) {
        throw new ImmutableFieldException(
            "Performing an update on the path '_id' would modify the immutable field '_id'");
      }
      return filter;
    }
    return given.isEmpty() ? new Document("_id", next()).appendAll(filter) : filter;
  }

  private static boolean isSame(Object id, Object other) {
    return ValueComparator.ascWithoutListHandling().compare(id, other) == 0;
  }

  private static List<Object> givenIds(Document update) {
    return Stream.of(update, update.get("$set"), update.get("$setOnInsert"))
        .filter(Document.class::isInstance)
        .map(Document.class::cast)
        .filter(fields -> fields.containsKey("_id"))
        .map(fields -> fields.get("_id"))
        .toList();
  }
}
