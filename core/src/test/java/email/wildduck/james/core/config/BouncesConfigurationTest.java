package email.wildduck.james.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.TestConfiguration;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BouncesConfigurationTest {
  @Test
  void bouncesHaveDefaults() {
    BouncesConfiguration bounces = load("");

    assertThat(bounces.replies()).isEqualTo(BouncesConfiguration.Replies.PATIENT);
    assertThat(bounces.warnAfter()).hasValue(Duration.ofHours(3));
    assertThat(bounces.returnLimit()).isEqualTo(100_000);
    assertThat(bounces.disabledInterfaces()).containsExactly("forwarder");
    assertThat(bounces.sendingZone()).isEmpty();
    assertThat(bounces.gatherFor()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void reportsGoIntoTheZoneBouncesIfThereIsOneAndNoOtherIsNamed() {
    String zones = "<zones><zone><name>bounces</name></zone><zone><name>slow</name></zone></zones>";

    assertThat(TestConfiguration.of(zones).bounces().sendingZone()).hasValue("bounces");
    assertThat(
            TestConfiguration.of(zones + "<bounces><sendingZone>slow</sendingZone></bounces>")
                .bounces()
                .sendingZone())
        .hasValue("slow");
    assertThat(load("<sendingZone>default</sendingZone>").sendingZone()).hasValue("default");
  }

  @Test
  void everythingAboutBouncesCanBeSet() {
    BouncesConfiguration bounces =
        load(
            "<replies>zone-mta</replies><warnAfter>0s</warnAfter><returnLimit>0</returnLimit>"
                + "<disabledInterfaces>forwarder, autoreplies</disabledInterfaces>"
                + "<gatherFor>0s</gatherFor>");

    assertThat(bounces.replies()).isEqualTo(BouncesConfiguration.Replies.ZONE_MTA);
    assertThat(bounces.warnAfter()).isEmpty();
    assertThat(bounces.returnLimit()).isZero();
    assertThat(bounces.gatherFor()).isZero();
    assertThat(bounces.disabledInterfaces()).containsExactlyInAnyOrder("forwarder", "autoreplies");
    assertThat(load("<disabledInterfaces>none</disabledInterfaces>").disabledInterfaces())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<replies>strict</replies> | it must be patient or zone-mta",
        "<warnAfter>soon</warnAfter> | it must be a number and one of",
        "<returnLimit>1MB</returnLimit> | it must be a whole number from 0 to 50000000",
        "<disabledInterfaces>a b</disabledInterfaces> | it must be names of interfaces",
        "<sendingZone>bounces</sendingZone> | it must be one of the zones: default",
        "<gatherFor>11min</gatherFor> | it must be at most 10min",
        "<delay>1h</delay> | <bounces/delay> is unknown; known here: replies"
      })
  void wrongValuesSayWhatIsRight(String elements, String message) {
    assertThatThrownBy(() -> load(elements))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message.strip());
  }

  private static BouncesConfiguration load(String elements) {
    return TestConfiguration.of("<bounces>" + elements + "</bounces>").bounces();
  }
}
