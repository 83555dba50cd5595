package email.wildduck.james.delivery.suppress;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.conversions.Bson;

/**
 * Who gets no mail: the collection {@code suppressionlist} of the sender database, shared with
 * ZoneMTA. Thread-safe.
 *
 * <p>A recipient is suppressed when any entry has his address, or the domain that the message goes
 * to. Addresses are compared as ZoneMTA writes those of envelopes, in lower case; domains in lower
 * case and Punycode. Labels and dots count, subdomains do not.
 */
public final class SuppressionList {
  private final SuppressionCollection collection;

  /**
   * @param sender the sender database
   */
  public SuppressionList(MongoDatabase sender) {
    this.collection = new SuppressionCollection(sender);
  }

  /**
   * The entry because of which a delivery is not made. One round trip of at most 3 s.
   *
   * @param recipient RCPT TO, in any form
   * @param domain the domain of the delivery, in any form
   * @throws email.wildduck.james.core.error.TemporaryFailureException when the database does not
   *     answer
   */
  public Optional<SuppressedEntry> find(String recipient, String domain) {
    List<Bson> wanted = new ArrayList<>(2);
    addUnlessEmpty(wanted, SuppressedEntry.ADDRESS, SuppressionCollection.storedAddress(recipient));
    addUnlessEmpty(wanted, SuppressedEntry.DOMAIN, SuppressionCollection.storedDomain(domain));
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    return collection.with(
        entries ->
            Optional.ofNullable(
                    entries
                        .find(Filters.or(wanted))
                        .maxTime(SuppressionCollection.MAX_SECONDS, TimeUnit.SECONDS)
                        .first())
                .map(SuppressedEntry::of));
  }

  private static void addUnlessEmpty(List<Bson> wanted, String field, String value) {
    if (!value.isEmpty()) {
      wanted.add(Filters.eq(field, value));
    }
  }
}
