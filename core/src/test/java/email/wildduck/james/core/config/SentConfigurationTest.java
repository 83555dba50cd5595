package email.wildduck.james.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.TestConfiguration;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code <api>} and {@code <sent>}. */
class SentConfigurationTest {
  private static final String API = "<api><url>http://127.0.0.1:8080/wd/</url></api>";

  @Test
  void sentCopiesAreOnAsSoonAsTheApiIsGiven() {
    assertThat(load("").sent().enabled()).isFalse();
    assertThat(load(API).sent().enabled()).isTrue();
    assertThat(load(API + "<sent><enabled>false</enabled></sent>").sent().enabled()).isFalse();
  }

  @Test
  void theDefaultsOfSentCopiesAskForNothingElse() {
    WildDuckConfiguration configuration = load(API);

    assertThat(configuration.api().url()).hasToString("Optional[http://127.0.0.1:8080/wd]");
    assertThat(configuration.api().accessToken()).isEmpty();
    assertThat(configuration.api().timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(configuration.sent().skipExisting()).isFalse();
    assertThat(configuration.sent().delay()).isZero();
    assertThat(configuration.sent().bucket()).isEqualTo("wildduckjames.sent");
    assertThat(configuration.sent().workers()).isEqualTo(2);
    assertThat(configuration.sent().giveUpAfter()).isEqualTo(Duration.ofDays(7));
  }

  @Test
  void mailProgramsGetTimeToSaveTheirOwnCopyWhenThatIsLookedFor() {
    assertThat(load(API + "<sent><skipExisting>true</skipExisting></sent>").sent().delay())
        .isEqualTo(Duration.ofSeconds(15));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<api><url>localhost:8080</url></api> | <api/url> is \"localhost:8080\": it must be http://",
        "<api><url>ftp://h</url></api> | it must be http://host[:port][/path] or https://",
        "<api><url>http://u:secret@h</url></api> | is \"http://u:***@h\": it must be http://",
        "<api><url>http://h?accessToken=secret</url></api> | it must be http://",
        "<api><url>http://h</url><timeout>10ms</timeout></api> | it must be at least 1s",
        "<api><url>http://h</url><token>secret</token></api> | <api/token> is unknown; known here: url",
        "<sent><enabled>true</enabled></sent> | <sent/enabled> is \"true\": it needs <api/url>",
        "<sent><workers>0</workers></sent> | <sent/workers> is \"0\": it must be a number from 1 to 64",
        "<sent><workers>two</workers></sent> | it must be a number from 1 to 64",
        "<sent><bucket>mail</bucket></sent> | <sent/bucket> is \"mail\": it must not be that of the queue",
        "<sent><bucket>a b</bucket></sent> | it must be the name of a GridFS bucket",
        "<sent><giveUpAfter>1s</giveUpAfter></sent> | it must be at least 1min",
        "<sent><skipExisting>yes</skipExisting></sent> | it must be true or false",
        "<sent><collection>x</collection></sent> | <sent/collection> is unknown; known here: enabled"
      })
  void wrongValuesOfApiAndSentSayWhatIsRight(String sections, String message) {
    assertThatThrownBy(() -> load(sections))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message.strip());
  }

  @Test
  void anAccessTokenThatCannotBeUsedIsNotShown() {
    assertThatThrownBy(
            () -> load("<api><url>http://h</url><accessToken>very secret</accessToken></api>"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("<api/accessToken> cannot be used: it must be printable ASCII")
        .hasMessageNotContaining("secret");
  }

  private static WildDuckConfiguration load(String sections) {
    return TestConfiguration.of(sections);
  }
}
