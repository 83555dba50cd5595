package email.wildduck.james.smtp.port;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the open connections of a port, in all and per client: an IPv4 address, or the /64 of an
 * IPv6 address, all of which one client may use. Thread-safe.
 */
public final class ConnectionCounter {
  private static final int IPV6_NETWORK_BYTES = 8;

  private final PortLimits limits;
  private final Map<ByteBuffer, Integer> perClient = new HashMap<>();
  private int total;

  /** Nothing is counted yet. */
  public ConnectionCounter(PortLimits limits) {
    this.limits = limits;
  }

  /** Counts a connection; empty when it is one too many. */
  public synchronized Optional<Slot> open(InetAddress client) {
    if (isFull(limits.connections(), total) || !add(keyOf(client))) {
      return Optional.empty();
    }
    total++;
    return Optional.of(new Slot(keyOf(client)));
  }

  private boolean add(ByteBuffer client) {
    int connections = perClient.getOrDefault(client, 0);
    if (isFull(limits.connectionsPerAddress(), connections)) {
      return false;
    }
    perClient.put(client, connections + 1);
    return true;
  }

  private void remove(ByteBuffer client) {
    perClient.computeIfPresent(client, (key, count) -> count == 1 ? null : count - 1);
  }

  private static boolean isFull(int limit, int connections) {
    return limit > 0 && connections >= limit;
  }

  private static ByteBuffer keyOf(InetAddress client) {
    byte[] address = client.getAddress();
    return ByteBuffer.wrap(
        address, 0, client instanceof Inet6Address ? IPV6_NETWORK_BYTES : address.length);
  }

  /** The place of one connection. */
  public final class Slot implements AutoCloseable {
    private ByteBuffer client;
    private boolean open = true;

    private Slot(ByteBuffer client) {
      this.client = client;
    }

    /** Counts the connection for another client; false, and no change, when that has too many. */
    public boolean moveTo(InetAddress other) {
      synchronized (ConnectionCounter.this) {
        ByteBuffer key = keyOf(other);
        if (key.equals(client)) {
          return true;
        }
        if (!open || !add(key)) {
          return false;
        }
        remove(client);
        client = key;
        return true;
      }
    }

    /** The connection is gone; it counts no longer. */
    @Override
    public void close() {
      synchronized (ConnectionCounter.this) {
        if (open) {
          open = false;
          total--;
          remove(client);
        }
      }
    }
  }
}
