package email.wildduck.james.core.srs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.MutableClock;
import email.wildduck.james.core.Vectors;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SrsTest {
  private final MutableClock clock = new MutableClock("2024-01-01T00:00:00Z");

  static Stream<JsonNode> rewrites() {
    return Vectors.cases("srs.json", "rewrites");
  }

  static Stream<JsonNode> expiry() {
    return Vectors.cases("srs.json", "expiry");
  }

  static Stream<JsonNode> badInputs() {
    return Vectors.cases("srs.json", "badInputs");
  }

  static Stream<JsonNode> timestamps() {
    return Vectors.cases("srs.json", "timestamps");
  }

  @ParameterizedTest
  @MethodSource("rewrites")
  void anAddressBecomesWhatTheOriginalMakesOfIt(JsonNode given) throws SrsException {
    Srs srs = at(given.get("secret").asText(), given.get("timeMs").asLong());
    String local = given.get("localUsed").asText();
    String domain = given.get("domainUsed").asText();

    if (given.has("throws")) {
      assertThatThrownBy(() -> srs.rewrite(local, domain))
          .isInstanceOf(SrsException.class)
          .hasMessage(given.get("throws").asText());
      return;
    }
    String rewritten = srs.rewrite(local, domain);

    assertThat(rewritten).isEqualTo(given.get("rewrittenLocal").asText());
    assertReversed(srs, rewritten, given.get("reversed"));
  }

  @ParameterizedTest
  @MethodSource("expiry")
  void anAddressIsGoodForThreeWeeks(JsonNode given) throws SrsException {
    long day = Duration.ofDays(1).toMillis();
    long millis =
        Instant.parse(given.get("rewrittenAt").asText()).toEpochMilli()
            + Math.round(given.get("daysLater").asDouble() * day);

    assertReversed(
        at("secret value", millis), given.get("rewrittenLocal").asText(), given.get("result"));
  }

  @ParameterizedTest
  @MethodSource("badInputs")
  void whatIsNoAddressOfOursIsNotTurnedBack(JsonNode given) throws SrsException {
    assertReversed(
        at("secret value", Instant.parse(given.get("at").asText()).toEpochMilli()),
        given.get("local").asText(),
        given.get("result"));
  }

  @ParameterizedTest
  @MethodSource("timestamps")
  void theStampIsThatOfTheDay(JsonNode given) {
    assertThat(SrsDay.of(Instant.ofEpochMilli(given.get("timeMs").asLong())))
        .hasToString(given.get("stamp").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SRS1", "SRS1=0000=example.com==", "SRS1=zz==", "SRS0", "SRS0====="})
  void aForgedAddressIsRefused(String local) {
    Srs srs = new Srs("secret value", clock);

    assertThatThrownBy(() -> srs.reverse(local)).isInstanceOf(SrsException.class);
  }

  @Test
  void anAddressOfAnotherSecretIsRefused() throws SrsException {
    String rewritten = new Srs("another", clock).rewrite("alice", "example.com");

    assertThatThrownBy(() -> new Srs("secret value", clock).reverse(rewritten))
        .hasMessage("Invalid signature");
  }

  private Srs at(String secret, long millis) {
    clock.set(Instant.ofEpochMilli(millis));
    return new Srs(secret, clock);
  }

  private static void assertReversed(Srs srs, String local, JsonNode expected) throws SrsException {
    if (expected.has("throws")) {
      assertThatThrownBy(() -> srs.reverse(local))
          .isInstanceOf(SrsException.class)
          .hasMessage(expected.get("throws").asText());
    } else if (expected.isNull()) {
      assertThat(srs.reverse(local)).isEmpty();
    } else {
      Optional<SrsAddress> reversed = srs.reverse(local);
      assertThat(reversed.map(SrsAddress::local)).hasValue(expected.get(0).asText());
      assertThat(reversed.map(SrsAddress::domain)).hasValue(expected.get(1).asText());
    }
  }
}
