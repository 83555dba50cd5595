package email.wildduck.james.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.config.LimitsConfiguration.RedisUnreachable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildDuckConfigurationTest {
  private static final String STORES =
      "<mongo><uri>mongodb://127.0.0.1/wildduck</uri></mongo>"
          + "<redis><uri>redis://127.0.0.1/3</uri></redis>";

  @TempDir private Path folder;

  @Test
  void theDefaultsAreThoseOfAWildDuckOfStandardInstallation() throws IOException {
    WildDuckConfiguration configuration = load(STORES);

    assertThat(configuration.mongo().users().database()).isEqualTo("wildduck");
    assertThat(configuration.mongo().gridfs().database()).isEqualTo("wildduck");
    assertThat(configuration.mongo().sender().database()).isEqualTo("zone-mta");
    assertThat(configuration.mongo().timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(configuration.redis().timeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(configuration.dkim().secret()).isEmpty();
    assertThat(configuration.queue().collection()).isEqualTo("zone-queue");
    assertThat(configuration.queue().bucket()).isEqualTo("mail");
    assertThat(configuration.queue().lease()).isEqualTo(Duration.ofSeconds(30));
    assertThat(configuration.queue().longestHold()).isEqualTo(Duration.ofSeconds(10));
    assertThat(configuration.queue().isShowingBodies()).isFalse();
    assertThat(configuration.auth().rememberVerified()).isEqualTo(Duration.ofMinutes(10));
    assertThat(configuration.auth().maxFailures()).isEqualTo(10);
    assertThat(configuration.limits().maxRecipients()).isZero();
    assertThat(configuration.limits().redisUnreachable()).isEqualTo(RedisUnreachable.DEFER);
  }

  @Test
  void aReplicaSetKeepsAllItsHosts() throws IOException {
    WildDuckConfiguration configuration =
        load(
            "<mongo><uri>mongodb://a:1,b:2,c:3/wd?replicaSet=rs</uri>"
                + "<sender>mongodb://d/queue</sender><timeout>500ms</timeout></mongo>"
                + "<redis><uri>redis-sentinel://a:1,b:2/3#main</uri></redis>"
                + "<dkim><secret>s</secret><cipher>aes256</cipher></dkim>");

    assertThat(configuration.mongo().uri()).isEqualTo("mongodb://a:1,b:2,c:3/wd?replicaSet=rs");
    assertThat(configuration.mongo().sender().uri()).contains("mongodb://d/queue");
    assertThat(configuration.mongo().sender().database()).isEqualTo("queue");
    assertThat(configuration.mongo().timeout()).isEqualTo(Duration.ofMillis(500));
    assertThat(configuration.dkim().secret()).contains("s");
    assertThat(configuration.dkim().cipher()).contains("aes256");
  }

  @Test
  void certificatesAreReadFromTheDatabaseUnlessThatIsSwitchedOff() throws IOException {
    assertThat(load(STORES).certs().enabled()).isTrue();
    assertThat(load(STORES).certs().refresh()).isEqualTo(Duration.ofSeconds(60));

    CertsConfiguration certs =
        load(STORES
                + "<certs><enabled>false</enabled><secret>s</secret><cipher>aes256</cipher>"
                + "<refresh>5min</refresh></certs>")
            .certs();

    assertThat(certs.enabled()).isFalse();
    assertThat(certs.secret()).contains("s");
    assertThat(certs.cipher()).contains("aes256");
    assertThat(certs.refresh()).isEqualTo(Duration.ofMinutes(5));
    assertThatThrownBy(() -> load(STORES + "<certs><refresh>500ms</refresh></certs>"))
        .hasMessageContaining("<certs/refresh> is \"500ms\": it must be at least 1s");
  }

  @Test
  void valuesMayComeFromTheEnvironment() throws IOException {
    Path file =
        write(
            "<wildduck><mongo><uri>mongodb://${env:HOST}/${env:DB:-wd}</uri></mongo>"
                + "<redis><uri>${env:REDIS:-redis://r}</uri></redis></wildduck>");

    WildDuckConfiguration configuration =
        WildDuckConfiguration.load(file, Map.of("HOST", "m$1")::get);

    assertThat(configuration.mongo().uri()).isEqualTo("mongodb://m$1/wd");
    assertThat(configuration.redis().uri()).isEqualTo("redis://r");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<redis><uri>redis://r</uri></redis> | <mongo/uri> is missing; it must be mongodb://",
        "<mongo><uri>mongodb://h/d</uri></mongo> | <redis/uri> is missing; it must be redis://",
        "<mongo><uri>mongodb://h</uri></mongo> | it names no database",
        "<mongo><uri>http://h</uri></mongo> | is \"http://h\": it must be mongodb://",
        "<mongo><uri>mongodb://h/d</uri><users>a b</users></mongo> | <mongo/users> is \"a b\"",
        "<mongo><uri>mongodb://h/d</uri><timeout>3</timeout></mongo> | a number and one of ms, s",
        "<mongo><uri>mongodb://h/d</uri><url/></mongo> | <mongo/url> is unknown; known here: uri",
        "<mongo><uri>mongodb://h/d</uri><uri>x</uri></mongo> | <mongo/uri> is given twice",
        "<mongo>text<uri>mongodb://h/d</uri></mongo> | <mongo> has text beside its elements",
        "<mongo uri='x'/> | <mongo> has the attribute uri; settings are elements",
        "<mongo><uri>${env:NONE}</uri></mongo> | the environment variable NONE is not set",
        "<mongo><uri>${sys:no.such}</uri></mongo> | the system property no.such is not set",
        "<mongo> | this is not XML",
      })
  void whatIsWrongIsNamedWithFileAndElement(String content, String message) throws IOException {
    Path file = write("<wildduck>\n" + content + "</wildduck>");

    assertThatThrownBy(() -> WildDuckConfiguration.load(file, name -> null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("wildduck.xml")
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource({
    "memcached://r,rediss://... for TLS",
    "redis-sentinel://a/3,it names no master",
    "redis,it must be redis://",
    "redis://a b,it must be redis://"
  })
  void aConnectionToRedisIsChecked(String uri, String message) {
    assertThatThrownBy(
            () ->
                load(
                    "<mongo><uri>mongodb://h/d</uri></mongo><redis>\n<uri>"
                        + uri
                        + "</uri></redis>"))
        .hasMessageContaining("line 2: <redis/uri> is \"" + uri + "\"")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"0B,0", "3 kb,3072", "64MB,67108864", "2GB,2147483648"})
  void aSizeHasAUnit(String text, long bytes) throws IOException {
    assertThat(
            load(STORES + "<queue><recentMessages>" + text + "</recentMessages></queue>")
                .queue()
                .recentMessages())
        .contains(bytes);
    assertThat(load(STORES).queue().recentMessages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "<collection>a b</collection>,it must be the name of a collection",
    "<lease>1s</lease>,it must be at least 5s",
    "<longestHold>21s</longestHold>,it must be at most 20s",
    "<recentMessages>64 megabytes</recentMessages>,it must be a number and one of B",
    "<recentMessages>-1MB</recentMessages>,it must be a number and one of B",
    "<showBodies>yes</showBodies>,it must be true or false"
  })
  void theQueueIsChecked(String element, String message) {
    assertThatThrownBy(() -> load(STORES + "<queue>" + element + "</queue>"))
        .hasMessageContaining("<queue/")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<auth><rememberVerified>25h</rememberVerified></auth> | it must be at most 24h",
        "<auth><rememberVerified>10</rememberVerified></auth> | it must be a number and one of",
        "<auth><maxFailures>0</maxFailures></auth> | it must be a whole number from 1 to 1000",
        "<limits><maxRecipients>-1</maxRecipients></limits> | it must be a whole number from 0",
        "<limits><maxRecipients>2k</maxRecipients></limits> | it must be a whole number from 0",
        "<limits><redisUnreachable>accept</redisUnreachable></limits> | defer or count-locally",
        "<limits><recipients/></limits> | known here: maxRecipients, redisUnreachable"
      })
  void loginsAndLimitsAreChecked(String elements, String message) {
    assertThatThrownBy(() -> load(STORES + elements))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void loginsAndLimitsMayBeConfigured() throws IOException {
    WildDuckConfiguration configuration =
        load(
            STORES
                + "<auth><rememberVerified>0s</rememberVerified><maxFailures>3</maxFailures></auth>"
                + "<limits><maxRecipients>500</maxRecipients>"
                + "<redisUnreachable>count-locally</redisUnreachable></limits>");

    assertThat(configuration.auth().rememberVerified()).isZero();
    assertThat(configuration.auth().maxFailures()).isEqualTo(3);
    assertThat(configuration.limits().maxRecipients()).isEqualTo(500);
    assertThat(configuration.limits().redisUnreachable()).isEqualTo(RedisUnreachable.COUNT_LOCALLY);
  }

  @Test
  void anUnknownElementAtTheTopIsAnError() {
    assertThatThrownBy(() -> load(STORES + "<mogno/>"))
        .hasMessageContaining(
            "<mogno> is unknown; known here: mongo, redis, dkim, queue, certs, auth, limits, api,"
                + " sent");
  }

  @Test
  void aMisspeltSectionIsNotReportedAsAMissingOne() {
    assertThatThrownBy(() -> load("<mongo><uri>mongodb://h/d</uri></mongo><reddis/>"))
        .hasMessageContaining("<reddis> is unknown");
    assertThatThrownBy(() -> load("<mongo><ur>mongodb://h/d</ur></mongo>"))
        .hasMessageContaining("<mongo/ur> is unknown");
  }

  @Test
  void aMissingFileIsAnErrorThatSaysWhereToGetOne() {
    assertThatThrownBy(() -> WildDuckConfiguration.load(folder.resolve("none.xml")))
        .hasMessageContaining("none.xml: there is no such file; copy the sample");
  }

  @Test
  void anotherRootIsAnError() throws IOException {
    Path file = write("<zonemta/>");

    assertThatThrownBy(() -> WildDuckConfiguration.load(file))
        .hasMessageContaining("the outermost element is <zonemta>, it must be <wildduck>");
  }

  @Test
  void passwordsStayOutOfTheMessage() {
    assertThatThrownBy(() -> load("<mongo><uri>mongodb://u:topsecret@h</uri></mongo>"))
        .hasMessageContaining("mongodb://u:***@h")
        .hasMessageNotContaining("topsecret");
  }

  @Test
  void entitiesAreNotResolved() throws IOException {
    Path file =
        write("<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><wildduck>&x;</wildduck>");

    assertThatThrownBy(() -> WildDuckConfiguration.load(file))
        .isInstanceOf(ConfigurationException.class);
  }

  private WildDuckConfiguration load(String content) throws IOException {
    return WildDuckConfiguration.load(write("<wildduck>" + content + "</wildduck>"), name -> null);
  }

  private Path write(String content) throws IOException {
    return Files.writeString(folder.resolve("wildduck.xml"), content);
  }
}
