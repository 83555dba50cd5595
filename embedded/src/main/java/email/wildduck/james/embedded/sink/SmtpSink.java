package email.wildduck.james.embedded.sink;

import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running SMTP server that keeps what it is given. Thread-safe. */
public final class SmtpSink implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(SmtpSink.class);
  private static final Duration IDLE_LIMIT = Duration.ofMinutes(5);

  private static final Duration END_LIMIT = Duration.ofSeconds(5);

  private final ServerSocket server;
  private final SinkSettings settings;
  private final Mailbox mailbox = new Mailbox();
  private final SpoolFolder folder = new SpoolFolder();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong connections = new AtomicLong();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "smtp-sink");
            thread.setDaemon(true);
            return thread;
          });

  private SmtpSink(ServerSocket server, SinkSettings settings) {
    this.server = server;
    this.settings = settings;
  }

  /** Starts a sink on 127.0.0.1, on a port that the system chooses, without TLS. */
  public static SmtpSink start() {
    return builder().start();
  }

  public static SmtpSinkBuilder builder() {
    return new SmtpSinkBuilder();
  }

  static SmtpSink listen(ServerSocket server, SinkSettings settings) {
    SmtpSink sink = new SmtpSink(server, settings);
    sink.threads.execute(sink::acceptAll);
    return sink;
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        threads.execute(() -> serve(socket));
      } catch (RejectedExecutionException e) {
        LOGGER.debug("A connection came while closing", e);
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOGGER.warn("Could not accept a connection", e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    Envelope envelope = Envelope.connected(connections.incrementAndGet(), socket.getInetAddress());
    try (socket;
        SmtpWire wire = new SmtpWire(socket)) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(Math.toIntExact(IDLE_LIMIT.toMillis()));
      new SmtpSession(wire, settings, mailbox, folder, envelope).run();
    } catch (IOException e) {
      LOGGER.debug("Connection {} ended", envelope.connection(), e);
    } catch (RuntimeException e) {
      LOGGER.warn("The script failed on connection {}", envelope.connection(), e);
    } finally {
      open.remove(socket);
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  public int port() {
    return server.getLocalPort();
  }

  /** What it presents after STARTTLS; empty if it does not offer that. */
  public Optional<X509Certificate> certificate() {
    return settings.tls().map(SelfSignedCertificate::certificate);
  }

  /** How many connections there have been. */
  public long connections() {
    return connections.get();
  }

  /** What has been received so far, in order of arrival. */
  public List<ReceivedMail> received() {
    return mailbox.all();
  }

  /**
   * The first mail that fits, as soon as it is there.
   *
   * @throws TimeoutException if there is none within the limit; its message lists what there is
   */
  public ReceivedMail awaitMail(Predicate<ReceivedMail> wanted, Duration limit)
      throws InterruptedException, TimeoutException {
    return mailbox.await(mails -> mails.stream().filter(wanted).findFirst(), limit);
  }

  /**
   * All mails, as soon as there are at least so many.
   *
   * @throws TimeoutException if there are fewer when the limit is over; its message lists them
   */
  public List<ReceivedMail> awaitMails(int number, Duration limit)
      throws InterruptedException, TimeoutException {
    return mailbox.await(
        mails -> Optional.of(mails).filter(all -> all.size() >= number).map(List::copyOf), limit);
  }

  /** Forgets what was received; its contents can no longer be read. */
  public void clear() {
    try {
      mailbox.clear();
    } catch (IOException e) {
      throw new UncheckedIOException("Could not delete received mail", e);
    }
  }

  /** Ends all connections and deletes what was received. */
  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
      threads.shutdownNow();
      if (!threads.awaitTermination(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOGGER.warn("A script of the SMTP sink does not return");
      }
      folder.delete();
    } catch (IOException e) {
      throw new UncheckedIOException("Could not close the SMTP sink", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
