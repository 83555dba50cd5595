package email.wildduck.james.delivery.suppress;

import static email.wildduck.james.delivery.suppress.SuppressedEntry.ADDRESS;
import static email.wildduck.james.delivery.suppress.SuppressedEntry.CREATED;
import static email.wildduck.james.delivery.suppress.SuppressedEntry.DOMAIN;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * Changes and shows the suppression list. What is changed counts for the next look-up on every
 * node. Each call is one round trip. Thread-safe.
 *
 * <p>Every method throws {@link email.wildduck.james.core.error.TemporaryFailureException} when the
 * database does not answer.
 */
public final class SuppressionAdministration {
  private final SuppressionCollection collection;
  private final Clock clock;

  /**
   * @param sender the sender database
   * @param clock tells when an entry was made
   */
  public SuppressionAdministration(MongoDatabase sender, Clock clock) {
    this.collection = new SuppressionCollection(sender);
    this.clock = clock;
  }

  /**
   * Makes the indexes, if ZoneMTA has not. Their names and keys are ZoneMTA's: MongoDB refuses the
   * same key under another name, to whoever comes second.
   */
  public void createIndexes() {
    collection.with(
        entries ->
            entries.createIndexes(
                List.of(
                    index("suppressed_address", Indexes.ascending(ADDRESS)),
                    index("suppressed_domain", Indexes.ascending(DOMAIN)),
                    index("list_by_newer", Indexes.descending(CREATED)))));
  }

  private static IndexModel index(String name, Bson keys) {
    return new IndexModel(keys, new IndexOptions().name(name));
  }

  /**
   * Adds an address. One that is there already stays as it is.
   *
   * @param address in any form
   * @throws IllegalArgumentException when it is no address
   */
  public SuppressedEntry addAddress(String address) {
    return add(new Document(ADDRESS, checkedAddress(address)));
  }

  /**
   * Adds a domain; its subdomains are not meant. One that is there already stays as it is.
   *
   * @param domain in any form
   * @throws IllegalArgumentException when it is empty or has an {@code @}
   */
  public SuppressedEntry addDomain(String domain) {
    return add(new Document(DOMAIN, checkedDomain(domain)));
  }

  /**
   * Adds an address and a domain as one entry, as ZoneMTA does: mail to the address goes to nobody,
   * nor does any to the domain, whether the address is in it or not. An entry of these two that is
   * there already stays as it is.
   *
   * @param address in any form
   * @param domain in any form
   * @throws IllegalArgumentException when one of them is wrong; nothing is added then
   */
  public SuppressedEntry addAddressAndDomain(String address, String domain) {
    return add(
        new Document(ADDRESS, checkedAddress(address)).append(DOMAIN, checkedDomain(domain)));
  }

  private static String checkedAddress(String address) {
    String stored = SuppressionCollection.storedAddress(address);
    if (stored.indexOf('@') <= 0 || stored.endsWith("@")) {
      throw new IllegalArgumentException("not an address");
    }
    return stored;
  }

  private static String checkedDomain(String domain) {
    String stored = SuppressionCollection.storedDomain(domain);
    if (stored.isEmpty() || stored.indexOf('@') >= 0) {
      throw new IllegalArgumentException("not a domain");
    }
    return stored;
  }

  /**
   * Removes the entries of an address. One that has a domain too goes as a whole.
   *
   * @param address in any form
   * @return the id of its entry, of the last one when there were several; empty when there is none
   */
  public Optional<String> removeAddress(String address) {
    return removeAll(ADDRESS, SuppressionCollection.storedAddress(address));
  }

  /** Removes a domain; see {@link #removeAddress}. */
  public Optional<String> removeDomain(String domain) {
    return removeAll(DOMAIN, SuppressionCollection.storedDomain(domain));
  }

  /** ZoneMTA can have made several. */
  private Optional<String> removeAll(String field, String value) {
    Optional<String> last = Optional.empty();
    Optional<String> removed = removeOne(field, value);
    while (removed.isPresent()) {
      last = removed;
      removed = removeOne(field, value);
    }
    return last;
  }

  private Optional<String> removeOne(String field, String value) {
    return collection
        .with(entries -> Optional.ofNullable(entries.findOneAndDelete(Filters.eq(field, value))))
        .map(SuppressedEntry::of)
        .map(SuppressedEntry::id);
  }

  private SuppressedEntry add(Document names) {
    Bson created =
        Updates.combine(
            Updates.setOnInsert("_id", new ObjectId()),
            Updates.setOnInsert(CREATED, Date.from(clock.instant())));
    FindOneAndUpdateOptions options =
        new FindOneAndUpdateOptions()
            .upsert(true)
            .returnDocument(ReturnDocument.AFTER)
            .maxTime(SuppressionCollection.MAX_SECONDS, TimeUnit.SECONDS);
    return collection.with(
        entries -> SuppressedEntry.of(entries.findOneAndUpdate(names, created, options)));
  }

  /** Removes an entry; false when there is none of that id. */
  public boolean remove(String id) {
    return ObjectId.isValid(id)
        && collection.with(
            entries -> entries.deleteOne(Filters.eq(new ObjectId(id))).getDeletedCount() > 0);
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
    return collection
        .with(
            entries ->
                entries
                    .find(wanted)
                    .sort(Sorts.ascending("_id"))
                    .limit(Math.max(1, limit))
                    .maxTime(SuppressionCollection.MAX_SECONDS, TimeUnit.SECONDS)
                    .into(new ArrayList<>()))
        .stream()
        .map(SuppressedEntry::of)
        .collect(Collectors.toUnmodifiableList());
  }
}
