package email.wildduck.james.core.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.UnreachableMongo;
import email.wildduck.james.core.Vectors;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.from.SenderAccounts;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserRelayTest {

  @TestFactory
  Stream<DynamicTest> relaysAreReadAsWildDuckReadsThem() {
    return Vectors.cases("sending.json", "relayData")
        // WildDuck percent-encodes such a host, which nobody can find
        .filter(c -> !c.path("url").asText().equals("smtp://j\u00f5geva.ee"))
        .map(c -> dynamicTest(c.path("url").asText(), () -> check(c)));
  }

  private static void check(JsonNode expected) {
    UserRelay relay = UserRelay.of(expected.path("url").asText());
    JsonNode data = expected.path("relayData");

    assertThat(relay.host()).isEqualTo(data.path("mx").path(0).path("exchange").asText());
    assertThat(relay.port()).isEqualTo(Integer.parseInt(data.path("mxPort").asText()));
    assertThat(relay.isImplicitTls()).isEqualTo(data.path("mxSecure").asBoolean());
    JsonNode login = data.path("mxAuth");
    assertThat(relay.user())
        .isEqualTo(login.isObject() ? Optional.of(login.path("user").asText()) : Optional.empty());
    assertThat(relay.password()).isEqualTo(login.path("pass").asText());
  }

  @Test
  void aHostBeyondAsciiIsPutIntoPunycode() {
    assertThat(UserRelay.of("smtp://j\u00f5geva.ee:26/").toString())
        .isEqualTo("xn--jgeva-dua.ee:26");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://relay.example",
        "smtp://",
        "smtp://user@",
        "smtp://relay.example:70000",
        "smtp://us%zzer:x@relay.example",
        "smtp://relay example"
      })
  void whatIsNoRelayUrlIsNotUsable(String url) {
    assertThat(UserRelay.of(url).isUsable()).isFalse();
  }

  @Property
  void anyTextIsTakenAndNoPasswordIsShown(@ForAll String text) {
    UserRelay relay = UserRelay.of("smtp://u:secret@relay.example/" + text.replace("\n", ""));

    assertThat(relay.toString()).doesNotContain("secret");
    assertThat(UserRelay.of(text)).isNotNull();
  }

  @Test
  void theRelayOfAUserIsFoundByItsId() {
    try (TestMongo mongo = TestMongo.start()) {
      ObjectId with = new ObjectId();
      ObjectId without = new ObjectId();
      mongo
          .database()
          .getCollection("users")
          .insertOne(
              new Document("_id", with)
                  .append(
                      "mtaRelay",
                      new Document("type", "relay").append("value", "smtps://relay.example:465")));
      mongo
          .database()
          .getCollection("users")
          .insertOne(new Document("_id", without).append("mtaRelay", false));
      UserRelays relays = new UserRelays(new SenderAccounts(mongo.database(), Clock.systemUTC()));

      assertThat(relays.find(with)).map(UserRelay::toString).contains("relay.example:465");
      assertThat(relays.find(without)).isEmpty();
      assertThat(relays.find(new ObjectId())).isEmpty();
    }
  }

  @Test
  void aDatabaseThatIsAwayIsATemporaryFailure() {
    try (UnreachableMongo away = new UnreachableMongo()) {
      assertThatThrownBy(
              () ->
                  new UserRelays(new SenderAccounts(away.database(), Clock.systemUTC()))
                      .find(new ObjectId()))
          .isInstanceOf(TemporaryFailureException.class);
    }
  }
}
