package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * mongo-java-server's command processing with our additions. Commands on one database run one after
 * the other, and a reply is copied before the next one may change the documents in it.
 */
final class EmbeddedBackend extends AbstractMongoBackend {

  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
  private final Map<String, CommandAddition> additions;
  private final FilterRewriter filters;

  EmbeddedBackend(Clock clock) {
    super(clock);
    Databases databases = this::database;
    ServerTime time = new ServerTime(clock);
    ServerIds ids = new ServerIds(time);
    PipelineUpdate pipelines = new PipelineUpdate(databases, time, ids);
    this.filters = new FilterRewriter(new TextSearch(databases), time);
    this.additions =
        Map.of(
            "hello", new HelloCommand(this::plain),
            "find", new FindCommand(this::plain),
            "insert", new InsertCommand(this::plain),
            "update", new UpdateCommand(this::plain, databases, pipelines, time, ids),
            "findandmodify", new FindAndModifyCommand(this::plain, databases, pipelines, time, ids),
            "aggregate", new AggregateCommand(this::plain, databases, time),
            "explain", new ExplainCommand(this::handle, databases));
  }

  @Override
  protected MongoDatabase openOrCreateDatabase(String name) {
    return new IndexedDatabase(name, getCursorRegistry());
  }

  private IndexedDatabase database(String name) {
    return (IndexedDatabase) resolveDatabase(name);
  }

  /** Shows each database in turn, locked, to the visitor. */
  void forEachDatabase(Consumer<IndexedDatabase> visitor) {
    for (String name : List.copyOf(listDatabaseNames())) {
      ReentrantLock lock = lockOf(name);
      lock.lock();
      try {
        visitor.accept(database(name));
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public Document handleCommand(Channel channel, String database, String command, Document body) {
    ReentrantLock lock = lockOf(database);
    lock.lock();
    try {
      return handle(new CommandRequest(channel, database, command, body)).cloneDeeply();
    } finally {
      lock.unlock();
    }
  }

  private Document handle(CommandRequest request) {
    CommandAddition addition =
        additions.getOrDefault(request.command().toLowerCase(Locale.ROOT), this::plain);
    return addition.handle(filters.rewrite(request));
  }

  private Document plain(CommandRequest request) {
    return super.handleCommand(
        request.channel(), request.database(), request.command(), request.body());
  }

  private ReentrantLock lockOf(String database) {
    return locks.computeIfAbsent(database, name -> new ReentrantLock());
  }
}
