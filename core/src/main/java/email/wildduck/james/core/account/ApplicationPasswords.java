package email.wildduck.james.core.account;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import email.wildduck.james.core.error.TemporaryFailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * The collection {@code asps} of the users database: {@code user}, {@code description}, {@code
 * scopes}, {@code password}, {@code selector}, {@code ttl}.
 *
 * <p>{@code expires} is not compared: as long as the database has not removed an entry it is valid,
 * and its use prolongs it.
 */
final class ApplicationPasswords {
  private static final long MAX_TIME_MS = 3000;

  private final MongoCollection<Document> passwords;
  private final HashVerifier hashes;

  ApplicationPasswords(MongoDatabase database, HashVerifier hashes) {
    this.passwords = database.getCollection("asps");
    this.hashes = hashes;
  }

  /**
   * Looks for the presented password among those of the user; the first that matches decides. The
   * database is asked only if the password has the form of an application-specific one.
   *
   * @throws TemporaryFailureException if MongoDB does not answer
   */
  ApplicationPasswordMatch match(ObjectId user, String presented) {
    Optional<ApplicationPasswordText> text = ApplicationPasswordText.of(presented);
    return text.isPresent() ? match(user, text.get()) : ApplicationPasswordMatch.NONE;
  }

  private ApplicationPasswordMatch match(ObjectId user, ApplicationPasswordText text) {
    String selector = text.selector();
    List<ApplicationPassword> candidates =
        load(user).stream()
            .map(ApplicationPassword::of)
            .flatMap(Optional::stream)
            .filter(candidate -> candidate.mayMatch(selector))
            .collect(Collectors.toList());
    // The one of the last login, if it is among them, saves computing the hashes before it.
    return candidates.stream()
        .filter(candidate -> hashes.isKnown(text.letters(), candidate.hash()))
        .findFirst()
        .map(ApplicationPasswordMatch::of)
        .orElseGet(() -> firstMatch(user, text, candidates));
  }

  private ApplicationPasswordMatch firstMatch(
      ObjectId user, ApplicationPasswordText text, List<ApplicationPassword> candidates) {
    ApplicationPasswordMatch otherwise = ApplicationPasswordMatch.NONE;
    for (ApplicationPassword candidate : candidates) {
      switch (hashes.verify(text.letters(), candidate.hash(), user)) {
        case MATCH:
          return ApplicationPasswordMatch.of(candidate);
        case UNVERIFIABLE:
          // Another one may still match.
          otherwise = ApplicationPasswordMatch.UNVERIFIABLE;
          break;
        case NO_MATCH:
          break;
      }
    }
    return otherwise;
  }

  private List<Document> load(ObjectId user) {
    try {
      return passwords
          .find(Filters.eq("user", user))
          .projection(Projections.include("description", "scopes", "password", "selector", "ttl"))
          .maxTime(MAX_TIME_MS, TimeUnit.MILLISECONDS)
          .into(new ArrayList<>());
    } catch (MongoException e) {
      throw new TemporaryFailureException("Cannot look up passwords in MongoDB", e);
    }
  }
}
