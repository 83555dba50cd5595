package email.wildduck.james.core.address;

import com.mongodb.MongoException;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.text.JsText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bson.Document;

/**
 * Finds whom an address belongs to, by WildDuck's rules.
 *
 * <p>In this order: the address itself; the address in the domain that its domain is an alias of
 * (one step, aliases are not chained); wildcards of the domain, the longest first; wildcards of the
 * alias' target; {@code local@*}. Labels, dots and case never matter.
 *
 * <p>Reads the collections {@code addresses} ({@code addrview}, {@code address}, {@code user},
 * {@code targets}) and {@code domainaliases} ({@code alias}, {@code domain}). One query for an
 * exact hit, three for an exact miss, at most five with wildcards; each has 3000 ms.
 */
public final class AddressResolver {
  private static final long MAX_TIME_MS = 3000;

  private final MongoCollection<Document> addresses;
  private final MongoCollection<Document> aliases;

  /**
   * @param addresses the collection {@code addresses} of the users database
   * @param aliases the collection {@code domainaliases} of the users database
   */
  public AddressResolver(MongoCollection<Document> addresses, MongoCollection<Document> aliases) {
    this.addresses = addresses;
    this.aliases = aliases;
  }

  /**
   * A resolver on both collections of a database.
   *
   * @param users the users database
   */
  public static AddressResolver on(MongoDatabase users) {
    return new AddressResolver(
        users.getCollection("addresses"), users.getCollection("domainaliases"));
  }

  /**
   * The entry of the address itself, through a domain alias if need be, without wildcards.
   *
   * @throws TemporaryFailureException if the database does not answer
   */
  public Optional<ResolvedAddress> resolveExact(String address) {
    return resolve(address, false);
  }

  /**
   * The entry of the address itself or else of the best wildcard.
   *
   * @throws TemporaryFailureException if the database does not answer
   */
  public Optional<ResolvedAddress> resolve(String address) {
    return resolve(address, true);
  }

  private Optional<ResolvedAddress> resolve(String address, boolean wildcard) {
    String normalized = JsText.wellFormed(AddressNormalizer.lookup(address));
    if (normalized.isEmpty()) {
      return Optional.empty();
    }
    int at = normalized.indexOf('@');
    String local = normalized.substring(0, at);
    String domain = normalized.substring(at + 1);
    try {
      return lookUp(local, domain, wildcard).map(ResolvedAddress::of);
    } catch (MongoException e) {
      throw new TemporaryFailureException("Cannot look up an address in MongoDB", e);
    }
  }

  private Optional<Document> lookUp(String local, String domain, boolean wildcard) {
    Optional<Document> own = find(local + "@" + domain);
    if (own.isPresent()) {
      return own;
    }
    Optional<String> aliasOf = aliasOf(domain);
    return aliasOf
        .flatMap(target -> find(local + "@" + target))
        .or(() -> wildcard ? wildcard(local, domain, aliasOf) : Optional.empty());
  }

  private Optional<Document> wildcard(String local, String domain, Optional<String> aliasOf) {
    WildcardCandidates candidates = WildcardCandidates.of(local, domain, aliasOf);
    // A candidate may end within a surrogate pair.
    List<String> views =
        candidates.addresses().stream().map(JsText::wellFormed).collect(Collectors.toList());
    List<Document> found =
        limited(addresses.find(Filters.in("addrview", views)))
            .sort(Sorts.ascending("addrview"))
            .into(new ArrayList<>());
    return found.stream()
        .min(Comparator.comparingInt(d -> candidates.rank(d.get("addrview", ""))))
        .or(() -> find(local + "@*"));
  }

  private Optional<Document> find(String addrview) {
    return Optional.ofNullable(limited(addresses.find(Filters.eq("addrview", addrview))).first());
  }

  private Optional<String> aliasOf(String domain) {
    Document alias =
        aliases
            .find(Filters.eq("alias", domain))
            .projection(Projections.include("domain"))
            .maxTime(MAX_TIME_MS, TimeUnit.MILLISECONDS)
            .first();
    return Optional.ofNullable(alias)
        .map(a -> a.get("domain"))
        .filter(String.class::isInstance)
        .map(String.class::cast);
  }

  private static FindIterable<Document> limited(FindIterable<Document> query) {
    return query
        .projection(Projections.include("addrview", "address", "user", "targets"))
        .maxTime(MAX_TIME_MS, TimeUnit.MILLISECONDS);
  }
}
