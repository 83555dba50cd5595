package email.wildduck.james.smtp.tls;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.util.concurrent.NamedThreadFactory;

/** The threads of all ports for handshakes and for looking up certificates. Idle ones go. */
@Singleton
public final class TlsThreads implements AutoCloseable {
  /** A handshake waits for a look-up for two seconds at most. */
  private static final int HANDSHAKES = 32;

  /** Each may open an encrypted key, which takes 16 MB. */
  private static final int LOOKUPS = 4;

  private static final int MAX_WAITING_LOOKUPS = 1000;

  private final ThreadPoolExecutor handshakes =
      pool("tls-handshake", HANDSHAKES, Integer.MAX_VALUE);
  private final ThreadPoolExecutor lookups = pool("tls-lookup", LOOKUPS, MAX_WAITING_LOOKUPS);

  /** No thread is started yet. */
  @Inject
  public TlsThreads() {}

  private static ThreadPoolExecutor pool(String name, int threads, int maxWaiting) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            60,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(maxWaiting),
            NamedThreadFactory.withName(name));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Works on handshakes. */
  public Executor handshakes() {
    return handshakes;
  }

  /** Looks up certificates; rejects when too many wait. */
  public Executor lookups() {
    return lookups;
  }

  /** Called by James when the ports are closed. */
  @Override
  @PreDestroy
  public void close() {
    handshakes.shutdownNow();
    lookups.shutdownNow();
  }
}
