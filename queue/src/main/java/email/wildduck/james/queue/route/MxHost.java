package email.wildduck.james.queue.route;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.bson.Document;

/** One fixed host: an element {@code {priority, exchange, A[], AAAA[], localDelivery?}}. */
public final class MxHost {
  private static final String LOCAL_DELIVERY = "localDelivery";

  private final int priority;
  private final String exchange;
  private final List<String> ipv4;
  private final List<String> ipv6;
  private final boolean localDelivery;

  private MxHost(
      int priority, String exchange, List<String> ipv4, List<String> ipv6, boolean localDelivery) {
    this.priority = priority;
    this.exchange = Objects.requireNonNull(exchange);
    this.ipv4 = List.copyOf(ipv4);
    this.ipv6 = List.copyOf(ipv6);
    this.localDelivery = localDelivery;
  }

  /**
   * @param exchange a host name or an address without brackets
   * @param ipv4 the addresses, where they are known already
   * @param ipv6 the addresses, where they are known already
   */
  public static MxHost of(int priority, String exchange, List<String> ipv4, List<String> ipv6) {
    return new MxHost(priority, exchange, ipv4, ipv6, false);
  }

  /** The same host as one of our own, which mail does not leave the house by. */
  public MxHost asLocalDelivery() {
    return new MxHost(priority, exchange, ipv4, ipv6, true);
  }

  /** Lower ones are tried first. */
  public int priority() {
    return priority;
  }

  /** A host name or an address. */
  public String exchange() {
    return exchange;
  }

  /** Known IPv4 addresses; empty: to be looked up. */
  public List<String> ipv4() {
    return ipv4;
  }

  /** Known IPv6 addresses; empty: to be looked up. */
  public List<String> ipv6() {
    return ipv6;
  }

  /** Whether the host is one of our own. */
  public boolean isLocalDelivery() {
    return localDelivery;
  }

  Document toDocument() {
    Document host = new Document("priority", priority).append("exchange", exchange);
    if (localDelivery && ipv4.isEmpty() && ipv6.isEmpty()) {
      // as ZoneMTA writes it
      return host.append(LOCAL_DELIVERY, true);
    }
    host.append("A", ipv4).append("AAAA", ipv6);
    return localDelivery ? host.append(LOCAL_DELIVERY, true) : host;
  }

  /**
   * @throws IllegalArgumentException when there is no exchange
   */
  static MxHost of(Document host) {
    Object exchange = host.get("exchange");
    if (!(exchange instanceof String)) {
      throw new IllegalArgumentException("an mx without exchange");
    }
    Object priority = host.get("priority");
    return new MxHost(
        priority instanceof Number ? ((Number) priority).intValue() : 0,
        (String) exchange,
        texts(host.get("A")),
        texts(host.get("AAAA")),
        Boolean.TRUE.equals(host.get(LOCAL_DELIVERY)));
  }

  private static List<String> texts(Object value) {
    return value instanceof List
        ? ((List<?>) value).stream().map(String::valueOf).collect(Collectors.toList())
        : List.of();
  }
}
