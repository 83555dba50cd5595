package email.wildduck.james.queue;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteInsert;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.BulkWriteUpsert;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A database that can stop within a command of several statements, as one does whose primary goes
 * away, and in which others can do something between two statements.
 */
final class CutDatabase {
  private final CrashAt crash;

  private CutDatabase(CrashAt crash) {
    this.crash = crash;
  }

  static MongoDatabase of(MongoDatabase database, CrashAt crash) {
    return new CutDatabase(crash).wrap(MongoDatabase.class, database);
  }

  private <T> T wrap(Class<T> type, T wrapped) {
    return type.cast(
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call(wrapped, method, arguments)));
  }

  private Object call(Object wrapped, Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("bulkWrite") && arguments.length == 1) {
      return write(wrapped, method, (List<?>) arguments[0]);
    }
    Object result = invoke(wrapped, method, arguments);
    if (result instanceof MongoDatabase changed) {
      return wrap(MongoDatabase.class, changed);
    }
    return result instanceof MongoCollection<?> collection
        ? wrap(MongoCollection.class, collection)
        : result;
  }

  private BulkWriteResult write(Object collection, Method method, List<?> statements)
      throws Throwable {
    Optional<Integer> cut = crash.cut().filter(after -> after < statements.size());
    if (cut.isEmpty()) {
      return (BulkWriteResult) invoke(collection, method, statements);
    }
    int after = cut.get();
    List<BulkWriteResult> results = new ArrayList<>();
    if (after > 0) {
      results.add(
          (BulkWriteResult) invoke(collection, method, List.copyOf(statements.subList(0, after))));
    }
    crash.commandStopped();
    List<?> rest = List.copyOf(statements.subList(after, statements.size()));
    try {
      results.add((BulkWriteResult) invoke(collection, method, rest));
    } catch (MongoBulkWriteException e) {
      throw shifted(e, after);
    }
    return sum(results);
  }

  private static BulkWriteResult sum(List<BulkWriteResult> results) {
    return BulkWriteResult.acknowledged(
        0,
        results.stream().mapToInt(BulkWriteResult::getMatchedCount).sum(),
        0,
        results.stream().mapToInt(BulkWriteResult::getModifiedCount).sum(),
        List.<BulkWriteUpsert>of(),
        List.<BulkWriteInsert>of());
  }

  private static MongoBulkWriteException shifted(MongoBulkWriteException e, int by) {
    return new MongoBulkWriteException(
        e.getWriteResult(),
        e.getWriteErrors().stream()
            .map(
                error ->
                    new BulkWriteError(
                        error.getCode(),
                        error.getMessage(),
                        error.getDetails(),
                        error.getIndex() + by))
            .toList(),
        e.getWriteConcernError(),
        e.getServerAddress(),
        e.getErrorLabels());
  }

  private static Object invoke(Object wrapped, Method method, Object... arguments)
      throws Throwable {
    try {
      return method.invoke(wrapped, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
