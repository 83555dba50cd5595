package email.wildduck.james.queue.zone;

import com.mongodb.client.model.Filters;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.pause.PausedTargets;
import email.wildduck.james.queue.store.LeaseUpdates;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.ZoneFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bson.conversions.Bson;

/**
 * The condition for deliveries of a zone that may be taken now.
 *
 * <p>A paused domain is left out twice. Its usual spelling, in lower case, is in the list that the
 * index is searched with, so that those deliveries are not even read. Other spellings, which the
 * format keeps as the recipient had them, are left out by a pattern, which the database can only
 * try on what it has found otherwise; they are few.
 */
final class DueDeliveries {
  private final QueueCollections collections;
  private final LeaseUpdates updates;

  DueDeliveries(QueueCollections collections) {
    this.collections = collections;
    this.updates = new LeaseUpdates(collections);
  }

  Bson condition(TakeRequest request, PausedTargets paused) {
    List<Bson> conditions = new ArrayList<>();
    conditions.add(updates.due(request.zone(), collections.clock().instant()));
    if (!request.domains().isEmpty()) {
      conditions.add(Filters.in(ZoneFields.DOMAIN, request.domains()));
    }
    Set<String> leftOut = new HashSet<>(request.domainsLeftOut());
    leftOut.addAll(paused.domains());
    if (!leftOut.isEmpty()) {
      conditions.add(Filters.nin(ZoneFields.DOMAIN, leftOut));
    }
    if (!paused.domains().isEmpty()) {
      conditions.add(
          Filters.not(Filters.regex(ZoneFields.DOMAIN, anySpellingOf(paused.domains()))));
    }
    return Filters.and(conditions);
  }

  Bson companions(String zone, QueueId id, String domain) {
    return Filters.and(
        Filters.eq(ZoneFields.ID, id.asString()),
        Filters.eq(ZoneFields.DOMAIN, domain),
        updates.due(zone, collections.clock().instant()),
        Filters.exists("mx", false),
        Filters.exists("http", false),
        Filters.exists(ZoneFields.BOUNCE, false));
  }

  private static Pattern anySpellingOf(Set<String> domains) {
    return Pattern.compile(
        domains.stream()
            .sorted()
            .map(Pattern::quote)
            .collect(Collectors.joining("|", "^(?:", ")$")),
        Pattern.CASE_INSENSITIVE);
  }
}
