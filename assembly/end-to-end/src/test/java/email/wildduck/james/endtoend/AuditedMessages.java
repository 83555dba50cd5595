package email.wildduck.james.endtoend;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.ObjectId;

/**
 * The messages that an audit keeps, read from GridFS: the export of WildDuck 1.51.1 answers with
 * 500, and the MongoDB driver does not read files whose name is null.
 */
final class AuditedMessages {
  private final MongoDatabase database;

  AuditedMessages(MongoDatabase database) {
    this.database = database;
  }

  /** The messages of one audit, each with {@code metadata}. */
  List<Document> of(String audit) {
    return database
        .getCollection("audit.files")
        .find(Filters.eq("metadata.audit", new ObjectId(audit)))
        .into(new ArrayList<>());
  }

  /** A message, byte for byte. */
  byte[] source(Document message) {
    ByteArrayOutputStream source = new ByteArrayOutputStream();
    for (Document chunk :
        database
            .getCollection("audit.chunks")
            .find(Filters.eq("files_id", message.getObjectId("_id")))
            .sort(Sorts.ascending("n"))) {
      source.writeBytes(chunk.get("data", Binary.class).getData());
    }
    return source.toByteArray();
  }
}
