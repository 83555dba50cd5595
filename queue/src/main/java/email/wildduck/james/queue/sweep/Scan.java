package email.wildduck.james.queue.sweep;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Goes round through a collection in the order of an indexed field, a batch with each call. */
final class Scan {
  private final MongoCollection<Document> collection;
  private final String field;
  private final Bson projection;
  private Optional<Object> last = Optional.empty();

  Scan(MongoCollection<Document> collection, String field, String... fields) {
    this.collection = collection;
    this.field = field;
    this.projection = Projections.include(fields);
  }

  /** The next documents; after the last one it starts again. */
  List<Document> next(int most) {
    List<Document> batch =
        collection
            .find(last.map(value -> Filters.gt(field, value)).orElse(new Document()))
            .sort(Sorts.ascending(field))
            .projection(projection)
            .limit(most)
            .into(new ArrayList<>());
    last =
        batch.size() < most
            ? Optional.empty()
            : Optional.ofNullable(batch.get(batch.size() - 1).get(field));
    return batch;
  }
}
