package email.wildduck.james.core.dkim;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.crypto.StoredSecret;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.text.JsText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/**
 * The DKIM keys that WildDuck manages: collection {@code dkim} of its main database, one document
 * for each domain with
 *
 * <ul>
 *   <li>{@code domain}: the domain in WildDuck's normal form (Unicode, lower case), or {@code *};
 *       unique
 *   <li>{@code selector}: the selector
 *   <li>{@code privateKey}: PEM, in clear text or encrypted at rest
 * </ul>
 *
 * <p>The document is read for each look-up (by the index on {@code domain}, in at most 3 s), so
 * that a new key is used at once. The key made of it is kept as long as the stored text stays the
 * same, because decryption is slow by design.
 *
 * <p>Thread-safe.
 */
public final class DkimKeys {
  private static final String COLLECTION = "dkim";
  private static final String ANY_DOMAIN = "*";
  private static final long MAX_SECONDS = 3;

  private final MongoCollection<Document> collection;
  private final SigningKeyCache signingKeys;

  /**
   * @param database WildDuck's main database; its client limits how long a connection may take
   * @param atRest decrypts private keys: WildDuck's {@code [dkim] secret}
   */
  public DkimKeys(MongoDatabase database, StoredSecret atRest) {
    this.collection = database.getCollection(COLLECTION);
    this.signingKeys =
        new SigningKeyCache(stored -> PrivateKeyParser.parse(atRest.decrypt(stored)));
  }

  /**
   * The key to sign for a domain with: its own, else that of {@code *}, which then signs for the
   * domain asked for. The key of a parent domain is not used.
   *
   * @param domain in any form
   * @return empty when there is no key, or when no signature can name the domain (an address
   *     literal, for example)
   * @throws DkimKeyException when there is a key that cannot be used
   * @throws TemporaryFailureException when the database does not answer
   */
  public Optional<DkimKey> find(String domain) {
    String normalized = JsText.wellFormed(AddressNormalizer.normalizeDomain(domain));
    if (SigningDomain.toAscii(normalized).isEmpty()) {
      return Optional.empty();
    }
    List<Document> found = load(normalized);
    Optional<Document> own =
        found.stream().filter(key -> normalized.equals(key.get("domain"))).findFirst();
    return own.or(() -> found.stream().findFirst()).map(key -> keyOf(key, normalized));
  }

  private List<Document> load(String normalized) {
    try {
      return collection
          .find(Filters.in("domain", normalized, ANY_DOMAIN))
          .projection(Projections.include("domain", "selector", "privateKey"))
          .maxTime(MAX_SECONDS, TimeUnit.SECONDS)
          .into(new ArrayList<>(2));
    } catch (MongoException e) {
      throw new TemporaryFailureException("cannot look up the DKIM key of " + normalized, e);
    }
  }

  private DkimKey keyOf(Document document, String domain) {
    Object selector = document.get("selector");
    Object stored = document.get("privateKey");
    if (!(selector instanceof String) || !(stored instanceof String)) {
      throw new DkimKeyException("DKIM key of " + domain + ": no selector or no private key");
    }
    try {
      return DkimKey.of(domain, (String) selector, signingKeys.get((String) stored));
    } catch (TemporaryFailureException e) {
      throw DkimKeyException.about(domain, (String) selector, e);
    }
  }
}
