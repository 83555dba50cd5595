package email.wildduck.james.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between our server and WildDuck's LMTP server. It can keep back what WildDuck says to a
 * message, so that our server does not hear that WildDuck has it.
 */
final class LmtpProxy implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final AtomicInteger messages = new AtomicInteger();
  private final AtomicInteger keptBack = new AtomicInteger();
  private final int target;
  private volatile boolean silent;

  /**
   * @param target the port that WildDuck listens on
   */
  LmtpProxy(int target) throws IOException {
    this.target = target;
    start(
        () -> {
          while (true) {
            join(server.accept());
          }
        });
  }

  /** Where our server connects. */
  int port() {
    return server.getLocalPort();
  }

  /** Whether replies to messages are kept back. */
  void setSilent(boolean wanted) {
    silent = wanted;
  }

  /** How many messages WildDuck was ready to take so far. */
  int messages() {
    return messages.get();
  }

  /** How many replies were kept back so far. */
  int keptBack() {
    return keptBack.get();
  }

  private void join(Socket client) throws IOException {
    Socket wildDuck = new Socket(InetAddress.getLoopbackAddress(), target);
    sockets.add(client);
    sockets.add(wildDuck);
    start(
        () -> {
          client.getInputStream().transferTo(wildDuck.getOutputStream());
          wildDuck.close();
        });
    start(() -> passReplies(wildDuck, client));
  }

  private void passReplies(Socket wildDuck, Socket client) throws IOException {
    BufferedReader replies =
        new BufferedReader(new InputStreamReader(wildDuck.getInputStream(), ISO_8859_1));
    OutputStream out = client.getOutputStream();
    boolean toMessage = false;
    String line = replies.readLine();
    while (line != null) {
      if (toMessage && silent) {
        keptBack.incrementAndGet();
        return;
      }
      toMessage = line.startsWith("354");
      messages.addAndGet(toMessage ? 1 : 0);
      out.write((line + "\r\n").getBytes(ISO_8859_1));
      out.flush();
      line = replies.readLine();
    }
    client.close();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  /** Ends when a socket is closed. */
  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // the connection, or the test, has ended
              }
            },
            "lmtp-proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
