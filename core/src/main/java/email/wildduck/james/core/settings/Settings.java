package email.wildduck.james.core.settings;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import email.wildduck.james.core.error.TemporaryFailureException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the collection {@code settings} of the main database ({@code key}, {@code value} as JSON
 * text, {@code encrypted}).
 *
 * <p>All settings are read in one query when the values are older than the given age; meanwhile
 * other threads go on with the values they have. A setting that is missing, encrypted or of the
 * wrong type has its default. Thread-safe.
 */
public final class Settings {
  private static final Logger LOG = LoggerFactory.getLogger(Settings.class);
  private static final long MAX_TIME_MS = 3000;

  private final MongoCollection<BsonDocument> collection;
  private final Clock clock;
  private final Duration maxAge;
  private final ReentrantLock refreshing = new ReentrantLock();
  private volatile Snapshot snapshot = new Snapshot(Map.of(), Instant.MIN, false);

  /**
   * @param main WildDuck's main database
   * @param maxAge how long a value may be used without looking again
   */
  public Settings(MongoDatabase main, Clock clock, Duration maxAge) {
    this.collection = main.getCollection("settings", BsonDocument.class);
    this.clock = clock;
    this.maxAge = maxAge;
  }

  /**
   * The value of a setting.
   *
   * @throws TemporaryFailureException if the database does not answer and never has
   */
  public <T> T get(SettingKey<T> key) {
    BsonValue value = current().values.get(key.name());
    if (value == null) {
      return key.defaultValue();
    }
    return SettingValues.parse(value)
        .flatMap(key::read)
        .orElseGet(
            () -> {
              LOG.warn("Setting {} cannot be read, using {}", key.name(), key.defaultValue());
              return key.defaultValue();
            });
  }

  private Snapshot current() {
    Snapshot known = snapshot;
    Instant now = clock.instant();
    if (known.loaded && now.isBefore(known.checked.plus(maxAge))) {
      return known;
    }
    if (known.loaded && !refreshing.tryLock()) {
      return known;
    }
    if (!known.loaded) {
      refreshing.lock();
    }
    try {
      // Another thread may have done it while this one waited.
      return snapshot == known ? refresh(known, now) : snapshot;
    } finally {
      refreshing.unlock();
    }
  }

  private Snapshot refresh(Snapshot known, Instant now) {
    try {
      snapshot = new Snapshot(load(), now, true);
    } catch (MongoException e) {
      if (!known.loaded) {
        throw new TemporaryFailureException("Cannot read WildDuck's settings from MongoDB", e);
      }
      LOG.warn("Cannot read WildDuck's settings, going on with those of {}", known.checked, e);
      snapshot = new Snapshot(known.values, now, true);
    }
    return snapshot;
  }

  private Map<String, BsonValue> load() {
    List<String> names = SettingKey.ALL.stream().map(SettingKey::name).collect(Collectors.toList());
    Map<String, BsonValue> values = new HashMap<>();
    for (BsonDocument setting :
        collection.find(Filters.in("key", names)).maxTime(MAX_TIME_MS, TimeUnit.MILLISECONDS)) {
      BsonValue value = setting.get("value");
      if (value != null && !BsonBoolean.TRUE.equals(setting.get("encrypted"))) {
        values.putIfAbsent(setting.getString("key", new BsonString("")).getValue(), value);
      }
    }
    return values;
  }

  /** Values read together, and when. */
  private static final class Snapshot {
    final Map<String, BsonValue> values;
    final Instant checked;
    final boolean loaded;

    Snapshot(Map<String, BsonValue> values, Instant checked, boolean loaded) {
      this.values = values;
      this.checked = checked;
      this.loaded = loaded;
    }
  }
}
