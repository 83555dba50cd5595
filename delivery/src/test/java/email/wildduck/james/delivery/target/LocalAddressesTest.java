package email.wildduck.james.delivery.target;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.delivery.TestDns;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalAddressesTest {
  private final LocalAddresses local = LocalAddresses.ofThisMachine();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.9.9.9",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.1.1",
        "100.64.0.1",
        "100.127.255.255",
        "0.0.0.0",
        "0.1.2.3",
        "255.255.255.255",
        "224.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "::10.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2001:0:1::1"
      })
  void addressOfTheOwnNetworkIsLocal(String address) {
    assertThat(local.contains(TestDns.address(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "172.15.0.1",
        "172.32.0.1",
        "100.63.0.1",
        "100.128.0.1",
        "192.0.2.1",
        "2001:4860:4860::8888",
        "64:ff9b::8.8.8.8",
        "2002:808:808::1"
      })
  void addressOfTheInternetIsNotLocal(String address) {
    assertThat(local.contains(TestDns.address(address))).isFalse();
  }
}
