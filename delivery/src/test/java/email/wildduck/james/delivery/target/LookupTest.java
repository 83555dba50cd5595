package email.wildduck.james.delivery.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import email.wildduck.james.delivery.Sending;
import email.wildduck.james.delivery.TestDns;
import email.wildduck.james.delivery.attempt.DeliveryFailure;
import email.wildduck.james.delivery.attempt.DeliveryPolicy;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.Ipv6Use;
import email.wildduck.james.delivery.attempt.Recipient;
import email.wildduck.james.delivery.attempt.Target;
import email.wildduck.james.delivery.attempt.TargetHost;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts of a target and addresses of a host. */
class LookupTest {
  private final TestDns dns = new TestDns();
  private final HostLookup hosts = new HostLookup(dns, new Random(3));
  private final AddressLookup addresses = new AddressLookup(dns, LocalAddresses.ofThisMachine());

  private static DeliveryRequest request(Target target, DeliveryPolicy policy) {
    return Sending.request(target)
        .recipient(Recipient.of("bob@example.net"))
        .policy(policy)
        .build();
  }

  private static DeliveryRequest request(Ipv6Use use) {
    return request(Target.mxOf("example.net"), DeliveryPolicy.standard().withIpv6(use));
  }

  private Failure failure(Target target) {
    return catchThrowableOfType(DeliveryFailure.class, () -> hosts.hostsOf(target)).failure();
  }

  private Failure failure(TargetHost host, DeliveryRequest request) {
    return catchThrowableOfType(DeliveryFailure.class, () -> addresses.addressesOf(host, request))
        .failure();
  }

  @Test
  void hostsComeByPriorityAndEqualOnesInAnyOrder() throws DeliveryFailure {
    dns.mx("example.net", 20, "c").mx("example.net", 10, "a").mx("example.net", 10, "b");

    Set<String> first = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      List<TargetHost> found = hosts.hostsOf(Target.mxOf("example.net"));
      assertThat(found).extracting(TargetHost::priority).containsExactly(10, 10, 20);
      first.add(found.get(0).name());
    }

    assertThat(first).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void domainWithoutMxIsItsOwnHost() throws DeliveryFailure {
    assertThat(hosts.hostsOf(Target.mxOf("J\u00d5geva.ee")))
        .containsExactly(TargetHost.of(0, "xn--jgeva-dua.ee", List.of()));
  }

  @Test
  void nullMxBesideOthersIsIgnored() throws DeliveryFailure {
    dns.mx("example.net", 0, "").mx("example.net", 10, "a");

    assertThat(hosts.hostsOf(Target.mxOf("example.net")))
        .extracting(TargetHost::name)
        .containsExactly("a");
  }

  @ParameterizedTest
  @CsvSource({
    "[192.0.2.1], 192.0.2.1",
    "[IPv6:2001:db8::1], 2001:db8:0:0:0:0:0:1",
    "[ipv6:2001:DB8::1], 2001:db8:0:0:0:0:0:1"
  })
  void literalIsAnAddress(String literal, String address) throws DeliveryFailure {
    List<TargetHost> found = hosts.hostsOf(Target.mxOf(literal));

    assertThat(found.get(0).addresses())
        .extracting(InetAddress::getHostAddress)
        .containsExactly(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[192.0.2]",
        "[192.0.2.256]",
        "[2001:db8::1]",
        "[IPv6:192.0.2.1]",
        "[x]",
        "[IPv6::::]"
      })
  void literalThatIsNoneIsAPermanentFailure(String literal) {
    Failure failure = failure(Target.mxOf(literal));

    assertThat(failure.enhancedStatus()).isEqualTo("5.1.2");
  }

  @ParameterizedTest
  @CsvSource({
    "IGNORED, 192.0.2.1",
    "AFTER_IPV4, '192.0.2.1,2001:db8:0:0:0:0:0:1'",
    "BEFORE_IPV4, '2001:db8:0:0:0:0:0:1,192.0.2.1'"
  })
  void familiesComeInTheirOrder(Ipv6Use use, String expected) throws DeliveryFailure {
    dns.host("mx.example", "192.0.2.1", "2001:db8::1");

    assertThat(addresses.addressesOf(TargetHost.named("mx.example"), request(use)))
        .extracting(InetAddress::getHostAddress)
        .containsExactly(expected.split(","));
  }

  @Test
  void oneFamilyIsEnoughWhenTheOtherHasNoAnswer() throws DeliveryFailure {
    dns.host("mx.example", "192.0.2.1").broken("AAAA mx.example");

    assertThat(addresses.addressesOf(TargetHost.named("mx.example"), request(Ipv6Use.AFTER_IPV4)))
        .hasSize(1);
  }

  @Test
  void hostThatIsReachedByIpv6OnlyWaitsWhereThatIsNotUsed() {
    dns.host("mx.example", "2001:db8::1");

    Failure failure = failure(TargetHost.named("mx.example"), request(Ipv6Use.IGNORED));

    assertThat(failure.isTemporary()).isTrue();
  }

  @Test
  void mailExchangerWithoutAddressIsAPermanentFailureAndAGivenHostIsNot() {
    TargetHost host = TargetHost.named("nowhere.example");
    DeliveryRequest given = request(Target.hosts(List.of(host)), DeliveryPolicy.standard());

    assertThat(failure(host, request(Ipv6Use.AFTER_IPV4)).enhancedStatus()).isEqualTo("5.4.4");
    assertThat(failure(host, given).enhancedStatus()).isEqualTo("4.4.4");
  }

  @Test
  void blockedAddressesAreLeftOutButForLocalDeliveries() throws DeliveryFailure {
    TargetHost host =
        TargetHost.of(
            0, "mx.example", List.of(TestDns.address("10.0.0.1"), TestDns.address("192.0.2.1")));
    DeliveryPolicy blocking = DeliveryPolicy.standard().withLocalAddressesBlocked(true);
    Target target = Target.hosts(List.of(host));

    assertThat(addresses.addressesOf(host, request(target, blocking))).hasSize(1);
    assertThat(addresses.addressesOf(host, request(target.asLocalDelivery(), blocking))).hasSize(2);
    assertThat(addresses.addressesOf(host, request(target, DeliveryPolicy.standard()))).hasSize(2);
  }

  @Test
  void addressThatCanBeNoHostIsNeverUsed() {
    TargetHost host = TargetHost.of(0, "mx.example", List.of(TestDns.address("0.0.0.0")));

    assertThatThrownBy(
            () ->
                addresses.addressesOf(
                    host, request(Target.hosts(List.of(host)), DeliveryPolicy.standard())))
        .isInstanceOf(DeliveryFailure.class);
  }

  @Test
  void nameThatIsAnAddressIsNotLookedUp() throws DeliveryFailure {
    assertThat(addresses.addressesOf(TargetHost.named("192.0.2.9"), request(Ipv6Use.AFTER_IPV4)))
        .extracting(InetAddress::getHostAddress)
        .containsExactly("192.0.2.9");
  }
}
