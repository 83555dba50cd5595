package email.wildduck.james.delivery.suppress;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.bson.Document;

/**
 * The suppression list as it was a few seconds ago, so that a delivery costs no round trip. It is
 * kept in memory; after {@link #LOOK_AGAIN} two small queries say whether it has changed, and only
 * then, or after {@link #READ_AGAIN}, it is read again. A list of more than a given number of
 * entries is not kept: then each delivery costs the query of {@link SuppressionList}. Thread-safe;
 * while one thread reads, others wait.
 */
public final class RecentSuppressions {
  /** How old the list may be. */
  public static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  /** An entry that somebody changed in its place is seen after this time. */
  public static final Duration READ_AGAIN = Duration.ofMinutes(1);

  private final SuppressionCollection collection;
  private final SuppressionList list;
  private final int largest;
  private final LongSupplier nanoTime;
  private Optional<Snapshot> snapshot = Optional.empty();

  /**
   * @param sender the sender database
   * @param largest the most entries that are kept in memory, some 300 bytes each
   * @param nanoTime a clock that only goes forward, in nanoseconds, as {@link System#nanoTime}
   */
  public RecentSuppressions(MongoDatabase sender, int largest, LongSupplier nanoTime) {
    this.collection = new SuppressionCollection(sender);
    this.list = new SuppressionList(sender);
    this.largest = largest;
    this.nanoTime = nanoTime;
  }

  /**
   * The entry because of which a delivery is not made; see {@link SuppressionList#find}.
   *
   * @throws email.wildduck.james.core.error.TemporaryFailureException when the database does not
   *     answer
   */
  public Optional<SuppressedEntry> find(String recipient, String domain) {
    Snapshot recent = recent();
    if (!recent.isWhole) {
      return list.find(recipient, domain);
    }
    if (recent.addresses.isEmpty() && recent.domains.isEmpty()) {
      return Optional.empty();
    }
    return Optional.ofNullable(recent.addresses.get(SuppressionCollection.storedAddress(recipient)))
        .or(
            () ->
                Optional.ofNullable(
                    recent.domains.get(SuppressionCollection.storedDomain(domain))));
  }

  /** The next look-up sees the list as it is then. */
  public synchronized void forget() {
    snapshot = Optional.empty();
  }

  private synchronized Snapshot recent() {
    long now = nanoTime.getAsLong();
    if (snapshot.isEmpty() || now - snapshot.get().looked > LOOK_AGAIN.toNanos()) {
      Mark mark = collection.with(entries -> mark(entries.estimatedDocumentCount()));
      boolean usable =
          snapshot
              .filter(known -> known.mark.equals(mark))
              .filter(known -> now - known.read <= READ_AGAIN.toNanos())
              .isPresent();
      snapshot = Optional.of(usable ? snapshot.get().lookedAt(now) : read(mark, now));
    }
    return snapshot.get();
  }

  private Mark mark(long count) {
    return collection.with(
        entries ->
            new Mark(
                count,
                Optional.ofNullable(
                        entries
                            .find()
                            .projection(Projections.include("_id"))
                            .sort(Sorts.descending("_id"))
                            .limit(1)
                            .maxTime(SuppressionCollection.MAX_SECONDS, TimeUnit.SECONDS)
                            .first())
                    .map(newest -> String.valueOf(newest.get("_id")))
                    .orElse("")));
  }

  private Snapshot read(Mark mark, long now) {
    List<Document> found =
        mark.count > largest
            ? List.of()
            : collection.with(
                entries ->
                    entries
                        .find()
                        .limit(largest + 1)
                        .maxTime(SuppressionCollection.MAX_SECONDS, TimeUnit.SECONDS)
                        .into(new ArrayList<>()));
    boolean whole = mark.count <= largest && found.size() <= largest;
    Snapshot read = new Snapshot(mark, whole, now, now, new HashMap<>(), new HashMap<>());
    if (whole) {
      for (Document document : found) {
        SuppressedEntry entry = SuppressedEntry.of(document);
        entry.address().ifPresent(address -> read.addresses.putIfAbsent(address, entry));
        entry.domain().ifPresent(domain -> read.domains.putIfAbsent(domain, entry));
      }
    }
    return read;
  }

  /** What changes when an entry comes or goes. */
  private static final class Mark {
    private final long count;
    private final String newest;

    Mark(long count, String newest) {
      this.count = count;
      this.newest = newest;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Mark
          && count == ((Mark) other).count
          && newest.equals(((Mark) other).newest);
    }

    @Override
    public int hashCode() {
      return Long.hashCode(count) * 31 + newest.hashCode();
    }
  }

  /** The list, or that it is too large. Not changed once it is seen by others. */
  private static final class Snapshot {
    private final Mark mark;
    private final boolean isWhole;
    private final long read;
    private final long looked;
    private final Map<String, SuppressedEntry> addresses;
    private final Map<String, SuppressedEntry> domains;

    Snapshot(
        Mark mark,
        boolean isWhole,
        long read,
        long looked,
        Map<String, SuppressedEntry> addresses,
        Map<String, SuppressedEntry> domains) {
      this.mark = mark;
      this.isWhole = isWhole;
      this.read = read;
      this.looked = looked;
      this.addresses = addresses;
      this.domains = domains;
    }

    Snapshot lookedAt(long now) {
      return new Snapshot(mark, isWhole, read, now, addresses, domains);
    }
  }
}
