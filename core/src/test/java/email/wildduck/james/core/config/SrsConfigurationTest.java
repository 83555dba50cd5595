package email.wildduck.james.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.TestConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SrsConfigurationTest {
  @Test
  void sendersAreNotRewrittenByDefault() {
    assertThat(load("").isEnabled()).isFalse();
    assertThat(load("<secret>x</secret>").isEnabled()).isFalse();
  }

  @Test
  void theDomainIsThatOfTheDns() {
    SrsConfiguration srs =
        load(
            "<enabled>true</enabled><secret>a secret</secret>"
                + "<rewriteDomain>SRS.jõgeva.ee</rewriteDomain>");

    assertThat(srs.isEnabled()).isTrue();
    assertThat(srs.secret()).isEqualTo("a secret");
    assertThat(srs.rewriteDomain()).isEqualTo("srs.xn--jgeva-dua.ee");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<enabled>true</enabled><rewriteDomain>a.b</rewriteDomain> | <srs/secret> is missing",
        "<enabled>true</enabled><secret>x</secret> | <srs/rewriteDomain> is missing",
        "<rewriteDomain>example</rewriteDomain> | it must be a domain, for example",
        "<rewriteDomain>a@example.com</rewriteDomain> | it must be a domain, for example",
        "<enabled>yes</enabled> | it must be true or false",
        "<domain>a.b</domain> | <srs/domain> is unknown; known here: enabled"
      })
  void wrongValuesSayWhatIsRight(String elements, String message) {
    assertThatThrownBy(() -> load(elements))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message.strip());
  }

  private static SrsConfiguration load(String elements) {
    return TestConfiguration.of("<srs>" + elements + "</srs>").srs();
  }
}
