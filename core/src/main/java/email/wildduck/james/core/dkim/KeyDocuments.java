package email.wildduck.james.core.dkim;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import email.wildduck.james.core.cache.LruMap;
import email.wildduck.james.core.error.TemporaryFailureException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/**
 * Reads the documents of a domain, by the index on {@code domain} and in at most 3 s. What was
 * read, or was not there, counts for the given time; so a domain that sends much costs few round
 * trips. Failures are not remembered. Thread-safe.
 */
final class KeyDocuments {
  static final String ANY_DOMAIN = "*";

  private static final String COLLECTION = "dkim";
  private static final long MAX_SECONDS = 3;
  private static final int MAX_DOMAINS = 1000;

  private final MongoCollection<Document> collection;
  private final Clock clock;
  private final Duration maxAge;
  private final Map<String, Read> known = new LruMap<>(MAX_DOMAINS);

  KeyDocuments(MongoDatabase database, Clock clock, Duration maxAge) {
    this.collection = database.getCollection(COLLECTION);
    this.clock = clock;
    this.maxAge = maxAge;
  }

  /**
   * The documents of the domain and of {@code *}.
   *
   * @param domain in WildDuck's normal form
   * @throws TemporaryFailureException when the database does not answer
   */
  List<Document> of(String domain) {
    Instant now = clock.instant();
    return fresh(domain, now).orElseGet(() -> read(domain, now));
  }

  private Optional<List<Document>> fresh(String domain, Instant now) {
    synchronized (known) {
      return Optional.ofNullable(known.get(domain))
          .filter(read -> Duration.between(read.time, now).abs().compareTo(maxAge) < 0)
          .map(read -> read.documents);
    }
  }

  private List<Document> read(String domain, Instant now) {
    List<Document> documents = load(domain);
    synchronized (known) {
      known.put(domain, new Read(documents, now));
    }
    return documents;
  }

  private List<Document> load(String domain) {
    try {
      return collection
          .find(Filters.in("domain", domain, ANY_DOMAIN))
          .projection(Projections.include("domain", "selector", "privateKey"))
          .maxTime(MAX_SECONDS, TimeUnit.SECONDS)
          .into(new ArrayList<>(2));
    } catch (MongoException e) {
      throw new TemporaryFailureException("cannot look up the DKIM key of " + domain, e);
    }
  }

  private static final class Read {
    private final List<Document> documents;
    private final Instant time;

    Read(List<Document> documents, Instant time) {
      this.documents = documents;
      this.time = time;
    }
  }
}
