package email.wildduck.james.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.TestConfiguration;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpConfigurationTest {
  @Test
  void httpHasDefaults() {
    HttpConfiguration http = load("");

    assertThat(http.isLocalBlocked()).isTrue();
    assertThat(http.allowedHosts()).isEmpty();
    assertThat(http.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(http.timeout()).isEqualTo(Duration.ofMinutes(2));
    assertThat(http.userAgent()).isEqualTo("zone-mta");
  }

  @Test
  void everythingAboutHttpCanBeSet() {
    HttpConfiguration http =
        load(
            "<blockLocalAddresses>false</blockLocalAddresses><connectTimeout>1s</connectTimeout>"
                + "<allowedHosts>Hook.Internal, [::1]</allowedHosts><timeout>30min</timeout>"
                + "<userAgent>Mail out 1.0</userAgent>");

    assertThat(http.isLocalBlocked()).isFalse();
    assertThat(http.allowedHosts()).containsExactlyInAnyOrder("hook.internal", "[::1]");
    assertThat(http.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(http.timeout()).isEqualTo(Duration.ofMinutes(30));
    assertThat(http.userAgent()).isEqualTo("Mail out 1.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<blockLocalAddresses>1</blockLocalAddresses> | it must be true or false",
        "<allowedHosts>http://x</allowedHosts> | it must be names of hosts separated by commas",
        "<timeout>500ms</timeout> | it must be from 1s to 30min",
        "<userAgent>ö</userAgent> | it must be at most 200 characters of ASCII",
        "<proxy>x</proxy> | <http/proxy> is unknown; known here: "
      })
  void wrongValuesSayWhatIsRight(String elements, String message) {
    assertThatThrownBy(() -> load(elements))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message.strip());
  }

  private static HttpConfiguration load(String elements) {
    return TestConfiguration.of("<http>" + elements + "</http>").http();
  }
}
