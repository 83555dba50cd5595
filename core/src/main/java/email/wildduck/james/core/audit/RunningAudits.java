package email.wildduck.james.core.audit;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import email.wildduck.james.core.document.Fields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * WildDuck's collection {@code audits}: {@code {_id, user, start: Date|null, end: Date|null,
 * expires: Date, deleted}}. One round trip each.
 */
final class RunningAudits {
  private static final long MAX_SECONDS = 3;
  private static final int MOST = 1000;

  private final MongoCollection<Document> audits;

  /**
   * @param main the main database
   */
  RunningAudits(MongoDatabase main) {
    this.audits = main.getCollection("audits");
  }

  /** The audits that a message of the user at that time belongs to. */
  List<ObjectId> at(ObjectId user, Instant time, Instant now) {
    return find(user).stream()
        .filter(audit -> !Boolean.TRUE.equals(audit.get("deleted")))
        .filter(audit -> isAfter(audit.get("expires"), now))
        .filter(audit -> !isAfter(audit.get("start"), time))
        .filter(audit -> !isBefore(audit.get("end"), time))
        .map(audit -> audit.getObjectId("_id"))
        .collect(Collectors.toList());
  }

  /** All audits of the user, whatever their state. */
  List<ObjectId> of(ObjectId user) {
    return find(user).stream().map(audit -> audit.getObjectId("_id")).collect(Collectors.toList());
  }

  /** Whoever is or was audited, in 24 hexadecimal digits. */
  Set<String> users() {
    Set<String> users = new HashSet<>();
    audits
        .find(Filters.ne("deleted", true))
        .projection(Projections.fields(Projections.include("user"), Projections.excludeId()))
        .maxTime(MAX_SECONDS, TimeUnit.SECONDS)
        .forEach(audit -> users.add(String.valueOf(audit.get("user"))));
    return users;
  }

  /**
   * Who has an audit that has not expired; empty when those are more than {@value #MOST} audits.
   */
  Predicate<ObjectId> runningUsersAt(Instant now) {
    List<Document> found =
        audits
            .find(Filters.and(Filters.ne("deleted", true), Filters.gt("expires", Date.from(now))))
            .projection(Projections.fields(Projections.include("user"), Projections.excludeId()))
            .limit(MOST + 1)
            .maxTime(MAX_SECONDS, TimeUnit.SECONDS)
            .into(new ArrayList<>());
    if (found.size() > MOST) {
      return user -> true;
    }
    Set<ObjectId> users = new HashSet<>();
    found.forEach(audit -> Fields.id(audit, "user").ifPresent(users::add));
    return users::contains;
  }

  private List<Document> find(ObjectId user) {
    return audits
        .find(Filters.eq("user", user))
        .projection(Projections.include("start", "end", "expires", "deleted"))
        .maxTime(MAX_SECONDS, TimeUnit.SECONDS)
        .into(new ArrayList<>());
  }

  private static boolean isAfter(Object date, Instant time) {
    return date instanceof Date && ((Date) date).toInstant().isAfter(time);
  }

  private static boolean isBefore(Object date, Instant time) {
    return date instanceof Date && ((Date) date).toInstant().isBefore(time);
  }
}
