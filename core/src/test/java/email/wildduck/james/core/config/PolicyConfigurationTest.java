package email.wildduck.james.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.TestConfiguration;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code <mtaSts>} and {@code <dane>}. */
class PolicyConfigurationTest {
  @Test
  void policiesHaveDefaults() {
    WildDuckConfiguration configuration = TestConfiguration.of("");

    assertThat(configuration.mtaSts().isEnabled()).isTrue();
    assertThat(configuration.mtaSts().timeout()).isEqualTo(Duration.ofSeconds(10));
    DaneConfiguration dane = configuration.dane();
    assertThat(dane.isEnabled()).isFalse();
    assertThat(dane.validation()).isEqualTo(DaneConfiguration.Validation.OWN);
    assertThat(dane.nameServer()).isEmpty();
    assertThat(dane.trustAnchor().lines()).hasSize(2).allMatch(line -> line.startsWith(". IN DS "));
  }

  @Test
  void everythingAboutPoliciesCanBeSet() {
    WildDuckConfiguration configuration =
        TestConfiguration.of(
            "<mtaSts><enabled>false</enabled><timeout>3s</timeout></mtaSts>"
                + "<dane><enabled>true</enabled><nameServer>192.0.2.53:5353</nameServer>"
                + "<trustAnchor>\n  example. 3600 IN DS 1 13 2 "
                + "ab".repeat(32)
                + "\n</trustAnchor></dane>");

    assertThat(configuration.mtaSts().isEnabled()).isFalse();
    assertThat(configuration.mtaSts().timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(configuration.dane().isEnabled()).isTrue();
    assertThat(configuration.dane().nameServer()).hasValue("192.0.2.53:5353");
    assertThat(configuration.dane().trustAnchor()).startsWith("example. 3600 IN DS");
  }

  @Test
  void resolverThatIsBelievedIsOnThisMachine() {
    String start = "<dane><validation>resolver</validation>";

    assertThat(TestConfiguration.of(start + "</dane>").dane().nameServer()).hasValue("127.0.0.1");
    assertThat(
            TestConfiguration.of(start + "<nameServer>[::1]:5353</nameServer></dane>")
                .dane()
                .nameServer())
        .hasValue("[::1]:5353");
    assertThatThrownBy(
            () -> TestConfiguration.of(start + "<nameServer>192.0.2.53</nameServer></dane>"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("it must be on this machine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<mtaSts><timeout>0s</timeout></mtaSts> | it must be from 100ms to 1min",
        "<mtaSts><enabled>on</enabled></mtaSts> | it must be true or false",
        "<mtaSts><mode>none</mode></mtaSts> | <mtaSts/mode> is unknown",
        "<dane><validation>both</validation></dane> | it must be own or resolver",
        "<dane><nameServer>dns.example</nameServer></dane> | it must be an IP address",
        "<dane><trustAnchor>. IN DNSKEY 257</trustAnchor></dane> | it must be DS records"
      })
  void wrongValuesSayWhatIsRight(String elements, String message) {
    assertThatThrownBy(() -> TestConfiguration.of(elements))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message.strip());
  }
}
