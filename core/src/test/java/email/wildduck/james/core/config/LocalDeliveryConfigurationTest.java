package email.wildduck.james.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.TestConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalDeliveryConfigurationTest {
  private static final String ZONES =
      "<zones><zone><name>local</name><host>mx.example</host></zone></zones>";

  @Test
  void localDeliveryIsOffByDefault() {
    LocalDeliveryConfiguration local = TestConfiguration.of("").localDelivery();

    assertThat(local.isEnabled()).isFalse();
    assertThat(local.domains()).isEmpty();
    assertThat(local.deliveryZone()).isEmpty();
    assertThat(local.targetHost()).isEqualTo("127.0.0.1");
    assertThat(local.targetPort()).isEmpty();
    assertThat(local.lmtpHost()).isEmpty();
    assertThat(local.lmtpPort()).isEqualTo(2424);
    assertThat(TestConfiguration.of("").mxRoutes().all()).isEmpty();
  }

  @Test
  void everythingAboutLocalDeliveryCanBeSet() {
    LocalDeliveryConfiguration local =
        load(
            "<enabled>true</enabled><domains>Example.com, j\u00f5geva.ee</domains>"
                + "<deliveryZone>local</deliveryZone><targetHost>10.0.0.5</targetHost>"
                + "<targetPort>24</targetPort><lmtp><host>::1</host><port>2425</port></lmtp>");

    assertThat(local.isEnabled()).isTrue();
    assertThat(local.domains()).containsExactlyInAnyOrder("example.com", "xn--jgeva-dua.ee");
    assertThat(local.deliveryZone()).contains("local");
    assertThat(local.targetHost()).isEqualTo("10.0.0.5");
    assertThat(local.targetPort()).contains(24);
    assertThat(local.lmtpHost()).contains("::1");
    assertThat(local.lmtpPort()).isEqualTo(2425);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<enabled>true</enabled> | <localDelivery/domains> is missing; it must be the domains",
        "<domains>exa mple/.com</domains> | they must be domains, separated by commas",
        "<deliveryZone>lokal</deliveryZone> | it must be one of the zones: local, default",
        "<targetHost>a b</targetHost> | it must be the name or the IP address of a host",
        "<targetPort>0</targetPort> | it must be a whole number from 1 to 65535",
        "<lmtp><port>24</port></lmtp> | <localDelivery/lmtp/host> is missing",
        "<lmtp><socket>/x</socket></lmtp> | <localDelivery/lmtp/socket> is unknown",
        "<domain>a.example</domain> | <localDelivery/domain> is unknown; known here: enabled"
      })
  void wrongValuesSayWhatIsRight(String elements, String message) {
    assertThatThrownBy(() -> load(elements))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message.strip());
  }

  @Test
  void routesByMxStandInTheOrderOfTheFile() {
    MxRoutesConfiguration routes =
        routes(
            "<route><mx>*.Google.com</mx><zone>local</zone></route>"
                + "<route><mx>*</mx><zone>default</zone></route>");

    assertThat(routes.all())
        .extracting(MxRouteConfiguration::mx)
        .containsExactly("*.google.com", "*");
    assertThat(routes.all())
        .extracting(MxRouteConfiguration::zone)
        .containsExactly("local", "default");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<route><mx>*</mx></route> | zone> is missing; it must be the name of a sending zone",
        "<route><zone>local</zone></route> | mx> is missing; it must be a host name",
        "<route><mx>a b</mx><zone>local</zone></route> | it must be a host name, with * for",
        "<route><mx>*</mx><zone>none</zone></route> | it must be one of the zones: local, default"
      })
  void wrongRoutesSayWhatIsRight(String elements, String message) {
    assertThatThrownBy(() -> routes(elements))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message.strip());
  }

  private static LocalDeliveryConfiguration load(String elements) {
    return TestConfiguration.of(ZONES + "<localDelivery>" + elements + "</localDelivery>")
        .localDelivery();
  }

  private static MxRoutesConfiguration routes(String elements) {
    return TestConfiguration.of(ZONES + "<mxRoutes>" + elements + "</mxRoutes>").mxRoutes();
  }
}
