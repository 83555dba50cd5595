package email.wildduck.james.delivery.suppress;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.document.Fields;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.store.Durable;
import email.wildduck.james.core.text.JsText;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * The collection {@code suppressionlist} of the sender database, shared with ZoneMTA: {@code {_id,
 * address?: text, domain?: text, created: Date}}.
 *
 * <p>An address is stored as ZoneMTA writes envelope addresses, in lower case; a domain in lower
 * case and Punycode. A recipient is suppressed when any entry has his address, or the domain the
 * message goes to. Each call is one round trip of at most 3 s. Thread-safe.
 *
 * <p>Every method throws {@link TemporaryFailureException} when the database does not answer.
 */
public final class SuppressionList {
  private static final String COLLECTION = "suppressionlist";
  private static final String ADDRESS = "address";
  private static final String DOMAIN = "domain";
  private static final String CREATED = "created";
  private static final long MAX_SECONDS = 3;

  private final MongoCollection<Document> entries;
  private final Clock clock;

  /**
   * @param sender the sender database
   * @param clock tells when an entry was made
   */
  public SuppressionList(MongoDatabase sender, Clock clock) {
    this.entries = Durable.on(sender).getCollection(COLLECTION);
    this.clock = clock;
  }

  /** Makes the indexes that look-ups need, if ZoneMTA has not. */
  public void prepare() {
    guarded(
        () -> {
          entries.createIndex(Indexes.ascending(ADDRESS), new IndexOptions().sparse(true));
          return entries.createIndex(Indexes.ascending(DOMAIN), new IndexOptions().sparse(true));
        });
  }

  /**
   * The entry because of which a delivery is not made.
   *
   * @param recipient RCPT TO, in any form
   * @param domain the domain of the delivery, in any form
   */
  public Optional<SuppressedEntry> find(String recipient, String domain) {
    Bson wanted =
        Filters.or(
            Filters.eq(ADDRESS, storedAddress(recipient)),
            Filters.eq(DOMAIN, storedDomain(domain)));
    return guarded(
        () ->
            Optional.ofNullable(entries.find(wanted).maxTime(MAX_SECONDS, TimeUnit.SECONDS).first())
                .map(SuppressionList::entry));
  }

  /**
   * Adds an address.
   *
   * @throws IllegalArgumentException when it is none
   */
  public SuppressedEntry addAddress(String address) {
    String stored = storedAddress(address);
    if (stored.indexOf('@') <= 0 || stored.endsWith("@")) {
      throw new IllegalArgumentException("not an address");
    }
    return add(ADDRESS, stored);
  }

  /**
   * Adds a domain; its subdomains are not meant.
   *
   * @throws IllegalArgumentException when it is empty or has an {@code @}
   */
  public SuppressedEntry addDomain(String domain) {
    String stored = storedDomain(domain);
    if (stored.isEmpty() || stored.indexOf('@') >= 0) {
      throw new IllegalArgumentException("not a domain");
    }
    return add(DOMAIN, stored);
  }

  /** Removes an entry; false when there is none of that id. */
  public boolean remove(String id) {
    return ObjectId.isValid(id)
        && guarded(() -> entries.deleteOne(Filters.eq(new ObjectId(id))).getDeletedCount() > 0);
  }

  /**
   * Entries in the order of their ids, which is that in which they were added.
   *
   * @param after the id of the last entry of the page before; empty for the first page
   * @param limit how many at most, above zero
   */
  public List<SuppressedEntry> list(Optional<String> after, int limit) {
    Bson wanted =
        after
            .filter(ObjectId::isValid)
            .map(id -> Filters.gt("_id", new ObjectId(id)))
            .orElseGet(Document::new);
    return guarded(
            () ->
                entries
                    .find(wanted)
                    .sort(Sorts.ascending("_id"))
                    .limit(Math.max(1, limit))
                    .maxTime(MAX_SECONDS, TimeUnit.SECONDS)
                    .into(new ArrayList<>()))
        .stream()
        .map(SuppressionList::entry)
        .collect(Collectors.toUnmodifiableList());
  }

  private SuppressedEntry add(String field, String value) {
    Document document =
        new Document("_id", new ObjectId())
            .append(field, value)
            .append(CREATED, Date.from(clock.instant()));
    guarded(() -> entries.insertOne(document));
    return entry(document);
  }

  private static SuppressedEntry entry(Document document) {
    return new SuppressedEntry(
        String.valueOf(document.get("_id")),
        Fields.text(document, ADDRESS),
        Fields.text(document, DOMAIN),
        Fields.instant(document, CREATED).orElseGet(() -> idTime(document)));
  }

  private static Instant idTime(Document document) {
    return Fields.id(document, "_id").map(id -> id.getDate().toInstant()).orElse(Instant.EPOCH);
  }

  private static String storedAddress(String address) {
    return JsText.wellFormed(JsText.lowerCase(AddressNormalizer.envelope(address)));
  }

  private static String storedDomain(String domain) {
    return JsText.wellFormed(AddressNormalizer.asciiDomain(domain));
  }

  private static <T> T guarded(Supplier<T> work) {
    try {
      return work.get();
    } catch (MongoException e) {
      throw new TemporaryFailureException("Cannot use the suppression list", e);
    }
  }
}
