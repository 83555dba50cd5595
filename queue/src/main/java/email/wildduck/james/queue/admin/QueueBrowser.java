package email.wildduck.james.queue.admin;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.pause.Pauses;
import email.wildduck.james.queue.store.MessageFiles;
import email.wildduck.james.queue.store.MongoFailures;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.ZoneFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/** Shows the deliveries of the queue. */
public final class QueueBrowser {
  /** Read at once, when more has to be read than is found. */
  private static final int BATCH = 1000;

  /** So many messages of a sender or user are looked up by their ids; more are searched for. */
  private static final int FEW = 1000;

  /** Read for one page at most, so that no request takes for ever in a large queue. */
  private static final int MOST_BATCHES = 20;

  private final QueueCollections collections;
  private final Pauses pauses;
  private final Serving serving;
  private final StateConditions states;

  /**
   * On the queue's collections.
   *
   * @param serving what this node delivers
   */
  public QueueBrowser(QueueCollections collections, Pauses pauses, Serving serving) {
    this.collections = collections;
    this.pauses = pauses;
    this.serving = serving;
    this.states = new StateConditions(collections);
  }

  /** The first page of what is asked for, with so many deliveries at most. */
  public Page browse(BrowseQuery query, int most) {
    return pageAfter(query, new Document(), most);
  }

  /**
   * A further page.
   *
   * @param next what the page before has said
   * @throws IllegalArgumentException when no page has said it
   */
  public Page browse(BrowseQuery query, int most, String next) {
    return pageAfter(query, Filters.gt("_id", new ObjectId(next)), most);
  }

  /** A message with its deliveries; empty when there is neither. */
  public Optional<QueuedMessage> find(QueueId id) {
    List<DeliveryView> deliveries = message(id);
    Optional<MessageView> content =
        MongoFailures.translate(
            "reading " + id,
            () ->
                Optional.ofNullable(
                        collections
                            .files()
                            .find(Filters.eq("filename", MessageFiles.nameOf(id)))
                            .sort(Sorts.descending("uploadDate"))
                            .projection(Projections.exclude("metadata.data.headers"))
                            .first())
                    .map(MessageView::of));
    return deliveries.isEmpty() && content.isEmpty()
        ? Optional.empty()
        : Optional.of(new QueuedMessage(id, content, deliveries));
  }

  /** All deliveries of a message that are still in the queue, in the order of their numbers. */
  public List<DeliveryView> message(QueueId id) {
    Explanation explanation = new Explanation(collections, pauses.current(), serving);
    return MongoFailures.translate(
        "reading " + id,
        () ->
            collections
                .deliveries()
                .find(Filters.eq(ZoneFields.ID, id.asString()))
                .sort(Sorts.ascending(ZoneFields.SEQ))
                .map(explanation::of)
                .into(new ArrayList<>()));
  }

  private Page pageAfter(BrowseQuery query, Bson after, int most) {
    Explanation explanation = new Explanation(collections, pauses.current(), serving);
    return MongoFailures.translate(
        "browsing the queue",
        () -> {
          Optional<Set<String>> few = query.asksForMessages() ? few(query) : Optional.empty();
          boolean searching = query.asksForMessages() && few.isEmpty();
          Bson condition =
              few.<Bson>map(
                      ids -> Filters.and(query.deliveries(states), Filters.in(ZoneFields.ID, ids)))
                  .orElseGet(() -> query.deliveries(states));
          List<DeliveryView> found = new ArrayList<>();
          Bson from = after;
          int size = searching || query.asksForState() ? BATCH : Math.min(most, BATCH);
          for (int batches = 1; ; batches++) {
            List<Document> batch = batch(condition, from, size);
            Set<String> ids = searching ? matching(query, batch) : Set.of();
            for (Document document : batch) {
              DeliveryView view = explanation.of(document);
              if (query.accepts(view) && (!searching || ids.contains(view.id()))) {
                found.add(view);
              }
              if (found.size() == most) {
                return new Page(found, cursorOf(document));
              }
            }
            if (batch.size() < size) {
              return new Page(found, Optional.empty());
            }
            Document last = batch.get(size - 1);
            if (batches == MOST_BATCHES) {
              return new Page(found, cursorOf(last));
            }
            from = Filters.gt("_id", last.get("_id"));
          }
        });
  }

  /** The messages that are asked for, from the indexes of their files; empty if they are many. */
  private Optional<Set<String>> few(BrowseQuery query) {
    Set<String> ids = new HashSet<>();
    for (Bson search : query.messageSearches()) {
      collections
          .files()
          .find(search)
          .projection(Projections.include("filename"))
          .limit(FEW + 1)
          .forEach(file -> idOf(file).ifPresent(ids::add));
      if (ids.size() > FEW) {
        return Optional.empty();
      }
    }
    return Optional.of(ids);
  }

  private List<Document> batch(Bson condition, Bson from, int size) {
    return collections
        .deliveries()
        .find(Filters.and(condition, from))
        .sort(Sorts.ascending("_id"))
        .limit(size)
        .into(new ArrayList<>());
  }

  private Set<String> matching(BrowseQuery query, List<Document> batch) {
    Set<String> names = new HashSet<>();
    for (Document document : batch) {
      QueueId.parse(String.valueOf(document.get(ZoneFields.ID)))
          .ifPresent(id -> names.add(MessageFiles.nameOf(id)));
    }
    Set<String> ids = new HashSet<>();
    collections
        .files()
        .find(Filters.and(Filters.in("filename", names), query.messages()))
        .projection(Projections.include("filename"))
        .forEach(file -> idOf(file).ifPresent(ids::add));
    return ids;
  }

  private static Optional<String> idOf(Document file) {
    return MessageFiles.idOf(String.valueOf(file.get("filename"))).map(QueueId::asString);
  }

  private static Optional<String> cursorOf(Document document) {
    Object id = document.get("_id");
    return id instanceof ObjectId ? Optional.of(((ObjectId) id).toHexString()) : Optional.empty();
  }
}
