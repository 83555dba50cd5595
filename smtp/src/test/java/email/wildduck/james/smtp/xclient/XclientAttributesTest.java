package email.wildduck.james.smtp.xclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.smtp.port.IpAddress;
import email.wildduck.james.smtp.xclient.XclientAttributes.Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XclientAttributesTest {

  @Test
  void attributesAreDecoded() {
    XclientAttributes attributes =
        XclientAttributes.parse(
            "name=spike.example ADDR=192.0.2.7 PORT=4321 LOGIN=user+2Bx@b+C3+BCcher.example");

    assertThat(attributes.text(Name.NAME)).contains("spike.example");
    assertThat(attributes.address(Name.ADDR)).isEqualTo(IpAddress.parse("192.0.2.7"));
    assertThat(attributes.port(Name.PORT)).contains(4321);
    assertThat(attributes.text(Name.LOGIN)).contains("user+x@b\u00fccher.example");
    assertThat(attributes.has(Name.HELO)).isFalse();
  }

  @Test
  void ipv6AddressesMayHaveAPrefix() {
    assertThat(XclientAttributes.parse("ADDR=IPv6:2001:db8::7").address(Name.ADDR))
        .isEqualTo(IpAddress.parse("2001:db8::7"));
    assertThat(XclientAttributes.parse("ADDR=2001:db8::7").address(Name.ADDR))
        .isEqualTo(IpAddress.parse("2001:db8::7"));
  }

  @Test
  void whatTheProxyDoesNotKnowHasNoValue() {
    XclientAttributes attributes =
        XclientAttributes.parse("ADDR=[UNAVAILABLE] NAME=[TEMPUNAVAIL] LOGIN=");

    assertThat(attributes.has(Name.ADDR)).isTrue();
    assertThat(attributes.address(Name.ADDR)).isEmpty();
    assertThat(attributes.text(Name.NAME)).isEmpty();
    assertThat(attributes.text(Name.LOGIN)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ADDR",
        "COLOR=red",
        "ADDR=localhost",
        "ADDR=1.2.3",
        "PORT=70000",
        "PORT=a",
        "PROTO=HTTP",
        "LOGIN=a+2",
        "LOGIN=a+zz",
        "LOGIN=+FF",
        "HELO=a+0D+0Ab",
        "LOGIN=a=b"
      })
  void whatIsNoAttributeIsRefused(String arguments) {
    assertThatThrownBy(() -> XclientAttributes.parse(arguments))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
