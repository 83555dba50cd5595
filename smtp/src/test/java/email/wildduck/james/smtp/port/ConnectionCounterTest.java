package email.wildduck.james.smtp.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class ConnectionCounterTest {
  private static final InetAddress FIRST = address("192.0.2.1");
  private static final InetAddress SECOND = address("192.0.2.2");

  @Test
  void connectionTooManyFromOneAddressIsRefusedUntilAnotherIsClosed() {
    ConnectionCounter counter = new ConnectionCounter(new PortLimits(0, 2, 0, 0));
    ConnectionCounter.Slot slot = counter.open(FIRST).orElseThrow();
    assertThat(counter.open(FIRST)).isPresent();

    assertThat(counter.open(FIRST)).isEmpty();
    assertThat(counter.open(SECOND)).isPresent();
    slot.close();
    slot.close();
    assertThat(counter.open(FIRST)).isPresent();
    assertThat(counter.open(FIRST)).isEmpty();
  }

  @Test
  void connectionTooManyInAllIsRefused() {
    ConnectionCounter counter = new ConnectionCounter(new PortLimits(1, 0, 0, 0));
    ConnectionCounter.Slot slot = counter.open(FIRST).orElseThrow();

    assertThat(counter.open(SECOND)).isEmpty();
    slot.close();
    assertThat(counter.open(SECOND)).isPresent();
  }

  @Test
  void connectionCountsForTheClientThatItIsMovedTo() {
    ConnectionCounter counter = new ConnectionCounter(new PortLimits(0, 1, 0, 0));
    ConnectionCounter.Slot slot = counter.open(FIRST).orElseThrow();

    assertThat(slot.moveTo(SECOND)).isTrue();
    assertThat(counter.open(SECOND)).isEmpty();
    ConnectionCounter.Slot other = counter.open(FIRST).orElseThrow();
    assertThat(other.moveTo(SECOND)).isFalse();
    slot.close();
    assertThat(other.moveTo(SECOND)).isTrue();
  }

  @Test
  void addressesOfOneIpv6NetworkAreOneClient() {
    ConnectionCounter counter = new ConnectionCounter(new PortLimits(0, 1, 0, 0));
    assertThat(counter.open(address("2001:db8:1:2::1"))).isPresent();

    assertThat(counter.open(address("2001:db8:1:2:ffff::2"))).isEmpty();
    assertThat(counter.open(address("2001:db8:1:3::1"))).isPresent();
  }

  private static InetAddress address(String text) {
    return IpAddress.parse(text).orElseThrow();
  }
}
