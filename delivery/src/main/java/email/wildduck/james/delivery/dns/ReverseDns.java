package email.wildduck.james.delivery.dns;

import java.net.InetAddress;
import java.util.List;

/** What addresses are called. Thread-safe. */
public interface ReverseDns {

  /**
   * The names of an address (PTR), in no order.
   *
   * @return without a final dot; empty when it has none
   * @throws DnsException when DNS gave no answer
   */
  List<String> namesOf(InetAddress address) throws DnsException;
}
