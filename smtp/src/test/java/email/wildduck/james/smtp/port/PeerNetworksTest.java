package email.wildduck.james.smtp.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerNetworksTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.128/25, 192.0.2.128, true",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/32, 2001:db8:1::5, true",
    "2001:db8::/32, 2001:db9::5, false",
    "::1, ::1, true",
    "::ffff:192.0.2.1, 192.0.2.1, true"
  })
  void addressIsInItsNetworkOnly(String network, String address, boolean expected) {
    assertThat(PeerNetworks.parse(List.of(network)).contains(address(address))).isEqualTo(expected);
  }

  @Test
  void nobodyIsTrustedWithoutNetworks() {
    assertThat(PeerNetworks.parse(List.of()).isEmpty()).isTrue();
    assertThat(PeerNetworks.parse(List.of()).contains(address("127.0.0.1"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "10.0.0", "10.0.0.0/33", "10.0.0.0/", "::/129", "1/8"})
  void whatIsNoNetworkIsNamed(String text) {
    assertThatThrownBy(() -> PeerNetworks.parse(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(text);
  }

  private static InetAddress address(String text) {
    return IpAddress.parse(text).orElseThrow();
  }
}
