package email.wildduck.james.core.dkim;

import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.crypto.DecryptionException;
import email.wildduck.james.core.crypto.StoredSecret;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.text.JsText;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
 * <p>The document is looked at again after some seconds, so that a new key counts soon. The key
 * made of it is kept as long as the stored text stays the same, because decryption is slow by
 * design.
 *
 * <p>Thread-safe.
 */
public final class DkimKeys {
  private final KeyDocuments documents;
  private final SigningKeyCache signingKeys;

  /**
   * @param database WildDuck's main database; its client limits how long a connection may take
   * @param atRest decrypts private keys: WildDuck's {@code [dkim] secret}
   * @param maxAge how long a document may be used without looking again
   */
  public DkimKeys(MongoDatabase database, StoredSecret atRest, Clock clock, Duration maxAge) {
    this.documents = new KeyDocuments(database, clock, maxAge);
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
    return find(domain, true);
  }

  /** The same without the key of {@code *}. */
  public Optional<DkimKey> findOwn(String domain) {
    return find(domain, false);
  }

  private Optional<DkimKey> find(String domain, boolean ofAnyDomain) {
    String normalized = JsText.wellFormed(AddressNormalizer.normalizeDomain(domain));
    if (SigningDomain.toAscii(normalized).isEmpty()) {
      return Optional.empty();
    }
    List<Document> found = documents.of(normalized);
    Optional<Document> own =
        found.stream().filter(key -> normalized.equals(key.get("domain"))).findFirst();
    return own.or(() -> found.stream().filter(key -> ofAnyDomain).findFirst())
        .map(key -> keyOf(key, normalized));
  }

  private DkimKey keyOf(Document document, String domain) {
    Object selector = document.get("selector");
    Object stored = document.get("privateKey");
    if (!(selector instanceof String) || !(stored instanceof String)) {
      throw new DkimKeyException("DKIM key of " + domain + ": no selector or no private key");
    }
    try {
      return DkimKey.of(domain, (String) selector, signingKeys.get((String) stored));
    } catch (DkimKeyException | DecryptionException e) {
      throw DkimKeyException.about(domain, (String) selector, e);
    }
  }
}
