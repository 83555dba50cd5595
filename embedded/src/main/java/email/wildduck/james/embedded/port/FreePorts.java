package email.wildduck.james.embedded.port;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports of the loopback interface for servers that must know theirs before they open it.
 * Thread-safe.
 *
 * <p>They are below those that systems give to outgoing connections (RFC 6335 section 6 calls these
 * dynamic; Linux begins at 32768): with a port of those, any connection made between the choice and
 * the start of the server could have it first. No port is given twice in a JVM, before all have
 * been.
 */
public final class FreePorts {
  private static final int FIRST = 16_384;
  private static final int NUMBER = 16_384;

  /** Shared by all of a JVM, as the ports are; other processes begin elsewhere. */
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(NUMBER));

  private FreePorts() {}

  /** A port that nobody uses at the moment. */
  public static int take() {
    for (int tried = 0; tried < NUMBER; tried++) {
      int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), NUMBER);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("No port is free from " + FIRST + " on");
  }

  /** So many different ports that nobody uses at the moment. */
  public static List<Integer> take(int number) {
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      ports.add(take());
    }
    return ports;
  }

  /** Whether a server could open this port of the loopback interface now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
