package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;

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

  /** The filter of an upsert that finds nothing, with an id for the new document. */
  Document withId(Document filter, Document update) {
    return UpsertSeed.of(filter).containsKey("_id") || setsId(update)
        ? filter
        : new Document("_id", next()).appendAll(filter);
  }

  private static boolean setsId(Document update) {
    return update.containsKey("_id")
        || isIn(update.get("$set"))
        || isIn(update.get("$setOnInsert"));
  }

  private static boolean isIn(Object fields) {
    return fields instanceof Document document && document.containsKey("_id");
  }
}
