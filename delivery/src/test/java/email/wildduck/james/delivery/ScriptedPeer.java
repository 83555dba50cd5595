package email.wildduck.james.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A peer that says what a test wants, each connection by a script of its own. */
public final class ScriptedPeer implements AutoCloseable {

  /** What is said on one connection; it is closed afterwards. */
  @FunctionalInterface
  public interface Script {
    void talk(PeerSession session) throws IOException;
  }

  private final ServerSocket server;
  private final List<Script> scripts;
  private final List<PeerSession> sessions = new CopyOnWriteArrayList<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "scripted-peer");
            thread.setDaemon(true);
            return thread;
          });

  private ScriptedPeer(ServerSocket server, List<Script> scripts) {
    this.server = server;
    this.scripts = scripts;
    threads.execute(this::accept);
  }

  /** On 127.0.0.1; the last script is for all connections that follow. */
  public static ScriptedPeer start(Script... scripts) {
    return startAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), scripts);
  }

  public static ScriptedPeer startAt(InetSocketAddress address, Script... scripts) {
    try {
      ServerSocket server = new ServerSocket();
      server.bind(address);
      return new ScriptedPeer(server, List.of(scripts));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        PeerSession session = new PeerSession(socket);
        Script script = scripts.get(Math.min(sessions.size(), scripts.size() - 1));
        sessions.add(session);
        threads.execute(() -> talk(script, session));
      } catch (IOException e) {
        if (!server.isClosed()) {
          failures.add(e);
        }
      }
    }
  }

  private void talk(Script script, PeerSession session) {
    try (session) {
      script.talk(session);
    } catch (IOException e) {
      // The client has gone; what it heard before is what the test looks at.
      session.note("gone: " + e);
    } catch (RuntimeException | AssertionError e) {
      failures.add(e);
    }
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  public int port() {
    return server.getLocalPort();
  }

  /** The connections so far, in their order. */
  public List<PeerSession> sessions() {
    return sessions;
  }

  /** What scripts did not expect. */
  public List<Throwable> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() {
    try {
      server.close();
      for (PeerSession session : sessions) {
        session.close();
      }
      threads.shutdownNow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
