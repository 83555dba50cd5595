package email.wildduck.james.delivery.suppress;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.store.Durable;
import email.wildduck.james.core.text.JsText;
import java.util.function.Function;
import org.bson.Document;

/**
 * The collection {@code suppressionlist}, shared with ZoneMTA: {@code {_id, address?: text,
 * domain?: text, created: Date}}, and the forms of what is in it. Thread-safe.
 */
final class SuppressionCollection {
  /** The longest a query may take. */
  static final long MAX_SECONDS = 3;

  private final MongoCollection<Document> entries;

  SuppressionCollection(MongoDatabase sender) {
    this.entries = Durable.on(sender).getCollection("suppressionlist");
  }

  /**
   * Works on the entries.
   *
   * @throws TemporaryFailureException when the database does not answer
   */
  <T> T with(Function<MongoCollection<Document>, T> work) {
    try {
      return work.apply(entries);
    } catch (MongoException e) {
      throw new TemporaryFailureException("Cannot use the suppression list", e);
    }
  }

  /** As ZoneMTA writes envelope addresses, in lower case. */
  static String storedAddress(String address) {
    return JsText.wellFormed(JsText.lowerCase(AddressNormalizer.envelope(address)));
  }

  /** In lower case and Punycode. */
  static String storedDomain(String domain) {
    return JsText.wellFormed(AddressNormalizer.asciiDomain(domain));
  }
}
