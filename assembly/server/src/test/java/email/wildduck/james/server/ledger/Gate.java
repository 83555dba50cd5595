package email.wildduck.james.server.ledger;

import email.wildduck.james.embedded.port.FreePorts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The way to a store. When it is shut, the store looks to those on this way as if it had ended:
 * connections break, and new ones are refused; what is in the store stays.
 */
final class Gate implements AutoCloseable {
  private final InetSocketAddress store;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private ServerSocket server;

  /**
   * @param store where it leads to
   */
  Gate(InetSocketAddress store) {
    this.store = store;
    this.port = FreePorts.take();
    this.server = listen();
  }

  int port() {
    return port;
  }

  private ServerSocket listen() {
    try {
      ServerSocket listening = new ServerSocket();
      listening.setReuseAddress(true);
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      start(() -> accept(listening));
      return listening;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        join(listening, listening.accept());
      } catch (IOException e) {
        // it was shut, or the store is away, which whoever comes will notice
      }
    }
  }

  private void join(ServerSocket listening, Socket client) throws IOException {
    Socket forwarded = new Socket();
    open.add(client);
    open.add(forwarded);
    forwarded.connect(store);
    client.setTcpNoDelay(true);
    forwarded.setTcpNoDelay(true);
    start(() -> copy(client, forwarded));
    start(() -> copy(forwarded, client));
    if (listening.isClosed()) {
      end(client);
      end(forwarded);
    }
  }

  private void copy(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      in.transferTo(to.getOutputStream());
    } catch (IOException e) {
      // one side has gone, and so does the other
    } finally {
      open.remove(from);
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "gate");
    thread.setDaemon(true);
    thread.start();
  }

  /** Nobody passes any more. */
  void shut() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.forEach(Gate::end);
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everybody passes again, on the same port. */
  void open() {
    server = listen();
  }

  @Override
  public void close() {
    shut();
  }
}
