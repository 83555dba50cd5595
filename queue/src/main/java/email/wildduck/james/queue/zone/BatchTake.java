package email.wildduck.james.queue.zone;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import email.wildduck.james.queue.store.LeaseUpdates;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.QueuePoint;
import email.wildduck.james.queue.store.ZoneFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Takes deliveries that a condition holds for: one with a single call; several with two, however
 * many they are, and a third one when other nodes were faster with some of them. Not sorted: the
 * index gives the oldest first. Deliveries of one message are taken together where they can be, so
 * that it is read once; those to one domain always are, and may then be more than were asked for.
 */
final class BatchTake {
  /** Nodes that ask at the same moment choose different ones out of so many times the batch. */
  private static final int CHOICE = 3;

  private final QueueCollections collections;
  private final MongoCollection<Document> deliveries;
  private final LeaseUpdates updates;
  private final Random random;

  /**
   * @param random chooses among deliveries that are as good as each other
   */
  BatchTake(QueueCollections collections, Random random) {
    this.collections = collections;
    this.random = random;
    this.deliveries = collections.deliveries();
    this.updates = new LeaseUpdates(collections);
  }

  /**
   * The deliveries as they stand after they were taken under {@code token}.
   *
   * @param fasterOthers is run when there are fewer than wanted because others took some of those
   *     that were found, so that there may be more
   */
  List<Document> take(Bson condition, int most, String token, Runnable fasterOthers) {
    Instant now = collections.clock().instant();
    if (most == 1) {
      return takeOne(condition, token, now);
    }
    List<Document> chosen = choose(condition, most);
    List<Document> taken = takeSeveral(condition, chosen, token, now);
    if (taken.size() < chosen.size() && chosen.size() >= most) {
      fasterOthers.run();
    }
    return taken;
  }

  static String newToken() {
    return UUID.randomUUID().toString();
  }

  private List<Document> takeOne(Bson condition, String token, Instant now) {
    Document taken =
        deliveries.findOneAndUpdate(
            condition,
            updates.take(token, now),
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
    collections.hooks().reached(QueuePoint.TAKE_LEASED);
    return Optional.ofNullable(taken).map(List::of).orElse(List.of());
  }

  private List<Document> takeSeveral(
      Bson condition, List<Document> chosen, String token, Instant now) {
    if (chosen.isEmpty()) {
      return List.of();
    }
    collections.hooks().reached(QueuePoint.TAKE_CHOSEN);
    Bson amongThem =
        Filters.in(
            "_id",
            chosen.stream().map(document -> document.get("_id")).collect(Collectors.toList()));
    long taken =
        deliveries
            .updateMany(Filters.and(amongThem, condition), updates.take(token, now))
            .getModifiedCount();
    collections.hooks().reached(QueuePoint.TAKE_LEASED);
    return taken == chosen.size()
        ? chosen.stream()
            .map(found -> updates.taken(found, token, now))
            .collect(Collectors.toList())
        : deliveries
            .find(Filters.and(amongThem, Filters.eq(ZoneFields.LEASE_TOKEN, token)))
            .into(new ArrayList<>());
  }

  private List<Document> choose(Bson condition, int most) {
    List<Document> found = deliveries.find(condition).limit(most * CHOICE).into(new ArrayList<>());
    if (found.size() <= most) {
      return found;
    }
    boolean choice = found.size() == most * CHOICE;
    List<Document> chosen = new ArrayList<>();
    for (List<Document> message : together(found, ZoneFields.ID, choice)) {
      for (List<Document> group : together(message, ZoneFields.DOMAIN, choice)) {
        if (chosen.size() < most) {
          chosen.addAll(group.subList(0, Math.min(group.size(), room(most) - chosen.size())));
        }
      }
    }
    return chosen;
  }

  /** A message is not torn apart, as far as that is one transaction. */
  private static int room(int most) {
    return Math.max(most, TakeRequest.MOST_TOGETHER);
  }

  /** Those that agree in a field, in any order if there is a choice. */
  private List<List<Document>> together(List<Document> found, String field, boolean choice) {
    Map<String, List<Document>> groups = new LinkedHashMap<>();
    found.forEach(
        document ->
            groups
                .computeIfAbsent(String.valueOf(document.get(field)), name -> new ArrayList<>())
                .add(document));
    List<List<Document>> together = new ArrayList<>(groups.values());
    if (choice) {
      Collections.shuffle(together, random);
    }
    return together;
  }
}
