package email.wildduck.james.queue.store;

import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A database that fails in calls which a test names as {@code collection.method}. */
public final class FailingDatabase {
  private final Set<String> failing = ConcurrentHashMap.newKeySet();
  private final Set<String> losing = ConcurrentHashMap.newKeySet();
  private final MongoDatabase database;

  public FailingDatabase(MongoDatabase database) {
    this.database = wrap(MongoDatabase.class, database, "");
  }

  public MongoDatabase database() {
    return database;
  }

  public void fail(String call) {
    failing.add(call);
  }

  /** The database does what it is told, and nobody hears of that. */
  public void loseAnswer(String call) {
    losing.add(call);
  }

  public void recover() {
    failing.clear();
    losing.clear();
  }

  private <T> T wrap(Class<T> type, T wrapped, String name) {
    return type.cast(
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call(wrapped, name, method, arguments)));
  }

  private Object call(Object wrapped, String name, Method method, Object[] arguments)
      throws Throwable {
    String call = name + "." + method.getName();
    if (failing.contains(call)) {
      throw noAnswer();
    }
    try {
      Object result = method.invoke(wrapped, arguments);
      if (losing.contains(call)) {
        throw noAnswer();
      }
      if (result instanceof MongoDatabase changed) {
        return wrap(MongoDatabase.class, changed, "");
      }
      if (result instanceof MongoCollection<?> collection) {
        return wrap(
            MongoCollection.class, collection, collection.getNamespace().getCollectionName());
      }
      return result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static MongoSocketReadTimeoutException noAnswer() {
    return new MongoSocketReadTimeoutException(
        "no answer", new ServerAddress(), new SocketTimeoutException());
  }
}
