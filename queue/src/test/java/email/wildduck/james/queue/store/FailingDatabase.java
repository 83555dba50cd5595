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

  public void recover() {
    failing.clear();
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
    if (failing.contains(name + "." + method.getName())) {
      throw new MongoSocketReadTimeoutException(
          "no answer", new ServerAddress(), new SocketTimeoutException());
    }
    try {
      Object result = method.invoke(wrapped, arguments);
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
}
