package email.wildduck.james.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.TestConfiguration;
import email.wildduck.james.core.config.DkimConfiguration.OnUnusableKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DkimConfigurationTest {
  @Test
  void everythingHasADefault() {
    DkimConfiguration dkim = load("");

    assertThat(dkim.secret()).isEmpty();
    assertThat(dkim.keys()).isEmpty();
    assertThat(dkim.isTransportDomainSigning()).isFalse();
    assertThat(dkim.onUnusableKey()).isEqualTo(OnUnusableKey.DEFER);
  }

  @Test
  void everythingCanBeSet() {
    DkimConfiguration dkim =
        load(
            "<keys><key><domain>*</domain><selector>ed</selector><file>ed.pem</file></key></keys>"
                + "<signTransportDomain>true</signTransportDomain>"
                + "<onUnusableKey>unsigned</onUnusableKey>");

    assertThat(dkim.keys())
        .singleElement()
        .satisfies(
            key -> {
              assertThat(key.domain()).isEqualTo("*");
              assertThat(key.selector()).isEqualTo("ed");
              assertThat(key.file()).isEqualTo("ed.pem");
            });
    assertThat(dkim.isTransportDomainSigning()).isTrue();
    assertThat(dkim.onUnusableKey()).isEqualTo(OnUnusableKey.UNSIGNED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<onUnusableKey>bounce</onUnusableKey> | it must be defer or unsigned",
        "<keys><key><domain>*</domain></key></keys> | <dkim/keys/key/selector> is missing",
        "<keys><pem>x</pem></keys> | <dkim/keys/pem> is unknown; known here: key",
        "<selector>x</selector> | <dkim/selector> is unknown; known here: secret"
      })
  void wrongValuesSayWhatIsRight(String elements, String message) {
    assertThatThrownBy(() -> load(elements))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message.strip());
  }

  private static DkimConfiguration load(String elements) {
    return TestConfiguration.of("<dkim>" + elements + "</dkim>").dkim();
  }
}
