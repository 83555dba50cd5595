package email.wildduck.james.queue.store;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.store.ChunkOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.ObjectId;

/** The bodies of the messages: chunks of GridFS, and those of the last messages in memory too. */
final class MessageBodies {
  private final MongoCollection<Document> chunks;
  private final int chunkSize;
  private final RecentMessages recent;

  MessageBodies(QueueCollections collections, RecentMessages recent) {
    this.chunks = collections.chunks();
    this.chunkSize = collections.settings().chunkSize();
    this.recent = recent;
  }

  /** The bytes of each chunk but the last. */
  int chunkSize() {
    return chunkSize;
  }

  /** Writes a body; it is durable when this returns. */
  WrittenBody write(ObjectId file, ByteSource body) throws IOException {
    ChunkOutput out = new ChunkOutput(chunks, file, chunkSize);
    Optional<ByteBuffer> whole =
        body.memory().filter(bytes -> bytes.remaining() <= recent.longestBody());
    return whole.isPresent() ? writeWhole(out, whole.get()) : writeStream(out, body);
  }

  /** One copy for everybody: the database's client, those who deliver it, the digests. */
  private static WrittenBody writeWhole(ChunkOutput out, ByteBuffer body) throws IOException {
    byte[] bytes = new byte[body.remaining()];
    body.get(bytes);
    BodyDigests digests = new BodyDigests(OutputStream.nullOutputStream());
    digests.write(bytes, 0, bytes.length);
    out.writeWhole(bytes);
    return WrittenBody.of(digests, Optional.of(bytes));
  }

  private WrittenBody writeStream(ChunkOutput out, ByteSource body) throws IOException {
    BodyCopy copy = new BodyCopy(out, recent.longestBody());
    BodyDigests digests = new BodyDigests(copy);
    try (InputStream in = body.open()) {
      in.transferTo(digests);
    }
    out.complete();
    return WrittenBody.of(digests, copy.bytes());
  }

  /** A body that is in memory. */
  Optional<ByteSource> atHand(ObjectId file) {
    return recent.of(file).flatMap(RecentMessage::body);
  }

  /** Opens a body for reading, from memory if it is there. */
  InputStream open(ObjectId file, long length) throws IOException {
    Optional<ByteSource> atHand = atHand(file);
    return atHand.isPresent()
        ? atHand.get().open()
        : new ChunkInput(
            chunks
                .find(Filters.eq("files_id", file))
                .sort(Sorts.ascending("n"))
                .projection(Projections.include("n", "data"))
                .cursor(),
            length);
  }

  /** Deletes bodies, without waiting for the majority. */
  void delete(Collection<ObjectId> files) {
    recent.drop(files);
    chunks.withWriteConcern(WriteConcern.W1).deleteMany(Filters.in("files_id", files));
  }
}
