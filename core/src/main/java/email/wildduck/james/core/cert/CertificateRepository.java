package email.wildduck.james.core.cert;

import com.mongodb.MongoException;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import email.wildduck.james.core.crypto.StoredSecret;
import email.wildduck.james.core.error.TemporaryFailureException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The certificates that WildDuck manages: collection {@code certs} of its main database, with
 *
 * <ul>
 *   <li>{@code servername}: the name it was made for, in WildDuck's normal form (Unicode, lower
 *       case); unique
 *   <li>{@code altNames}: all names it is for, wildcards ({@code *.example.com}) among them
 *   <li>{@code privateKey}: PEM, in clear text or encrypted at rest
 *   <li>{@code cert}, {@code ca}: PEM of the certificate, and of the chain above it
 *   <li>{@code expires}: a date
 * </ul>
 *
 * <p>Two queries at most for a name, both by WildDuck's indexes. Thread-safe.
 */
public final class CertificateRepository {
  private static final String COLLECTION = "certs";
  private static final long MAX_SECONDS = 3;
  private static final int MAX_CANDIDATES = 20;

  private final MongoCollection<Document> collection;
  private final StoredCertificates certificates;
  private final Clock clock;

  /**
   * @param database WildDuck's main database; its client limits how long a connection may take
   * @param atRest decrypts private keys: WildDuck's {@code [certs] secret} and {@code cipher}
   */
  public CertificateRepository(
      MongoDatabase database, StoredSecret atRest, Clock clock, CertificateEvents events) {
    this.collection = database.getCollection(COLLECTION);
    this.certificates = new StoredCertificates(atRest, events);
    this.clock = clock;
  }

  /**
   * The certificate for a name: that of the document with this {@code servername}, else of those
   * whose {@code altNames} hold the name or {@code *.<parent>} that which expires last. Documents
   * without a certificate, broken ones and expired ones are passed over while there is another.
   *
   * @throws TemporaryFailureException when the database does not answer
   */
  public Optional<ServerCertificate> find(ServerName name) {
    List<String> alternatives = new ArrayList<>(name.forms());
    alternatives.addAll(name.wildcards());
    try {
      List<ServerCertificate> exact = usable(Filters.in("servername", name.forms()));
      Optional<ServerCertificate> valid = firstValid(exact);
      if (valid.isPresent()) {
        return valid;
      }
      List<ServerCertificate> others = usable(Filters.in("altNames", alternatives));
      return firstValid(others)
          .or(() -> exact.stream().findFirst())
          .or(() -> others.stream().findFirst());
    } catch (MongoException e) {
      throw new TemporaryFailureException("cannot look up the certificate of " + name, e);
    }
  }

  private List<ServerCertificate> usable(Bson filter) {
    FindIterable<Document> found =
        collection
            .find(filter)
            .projection(Projections.include("servername", "privateKey", "cert", "ca"))
            .sort(Sorts.descending("expires"))
            .limit(MAX_CANDIDATES)
            .maxTime(MAX_SECONDS, TimeUnit.SECONDS);
    List<ServerCertificate> usable = new ArrayList<>();
    for (Document document : found) {
      certificates.of(document).ifPresent(usable::add);
    }
    return usable;
  }

  private Optional<ServerCertificate> firstValid(List<ServerCertificate> candidates) {
    Instant now = clock.instant();
    return candidates.stream().filter(candidate -> candidate.isValidAt(now)).findFirst();
  }
}
