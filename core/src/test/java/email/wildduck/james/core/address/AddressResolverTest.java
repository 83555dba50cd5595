package email.wildduck.james.core.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.UnreachableMongo;
import email.wildduck.james.core.Vectors;
import email.wildduck.james.core.error.TemporaryFailureException;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AddressResolverTest {
  private static final String FILE = "resolve-address.json";

  private TestMongo mongo;
  private AddressResolver resolver;

  @BeforeAll
  void storeTheAddressesOfTheVectors() {
    mongo = TestMongo.start();
    MongoDatabase users = mongo.database();
    for (String collection : new String[] {"addresses", "domainaliases"}) {
      Vectors.cases(FILE, collection)
          .map(Vectors::document)
          .forEach(users.getCollection(collection)::insertOne);
    }
    resolver = AddressResolver.on(users);
  }

  @AfterAll
  void stop() {
    mongo.close();
  }

  @TestFactory
  Stream<DynamicTest> addressesResolveAsInWildDuck() {
    return Vectors.cases(FILE, "cases")
        .flatMap(
            c -> {
              String input = c.path("input").asText();
              return Stream.of(
                  dynamicTest(
                      "exact '" + input + "'",
                      () -> check(resolver.resolveExact(input), c.path("exactOnly"))),
                  dynamicTest(
                      "wildcard '" + input + "'",
                      () -> check(resolver.resolve(input), c.path("wildcard"))));
            });
  }

  @Test
  void forwardedAddressBelongsToTheUserItForwardsTo() {
    ResolvedAddress forwarded = resolver.resolve("forward@example.com").orElseThrow();
    assertThat(forwarded.belongsTo(new ObjectId("5f0000000000000000000001"))).isTrue();
    assertThat(forwarded.belongsTo(new ObjectId("5f0000000000000000000002"))).isFalse();
  }

  @Test
  void mailboxAddressBelongsToItsUserOnly() {
    ResolvedAddress mailbox = resolver.resolve("alice@example.com").orElseThrow();
    assertThat(mailbox.belongsTo(new ObjectId("5f0000000000000000000001"))).isTrue();
    assertThat(mailbox.belongsTo(new ObjectId("5f0000000000000000000002"))).isFalse();
  }

  @Test
  void brokenSurrogatesResolveToNothing() {
    assertThat(resolver.resolve("\uD83D\uDE00\uD83D@some.example\uDE00")).isEmpty();
  }

  @Test
  void unreachableDatabaseIsATemporaryFailure() {
    try (UnreachableMongo unreachable = new UnreachableMongo()) {
      AddressResolver failing = AddressResolver.on(unreachable.database());
      assertThatThrownBy(() -> failing.resolve("alice@example.com"))
          .isInstanceOf(TemporaryFailureException.class);
    }
  }

  private static void check(Optional<ResolvedAddress> actual, JsonNode expected) {
    if (expected.isBoolean()) {
      assertThat(actual).isEmpty();
      return;
    }
    ResolvedAddress address = actual.orElseThrow();
    assertThat(address.address()).isEqualTo(expected.path("address").asText());
    assertThat(address.addrview()).isEqualTo(expected.path("addrview").asText());
    assertThat(address.user().map(ObjectId::toHexString)).isEqualTo(text(expected.path("user")));
    assertThat(address.targets()).hasSameSizeAs(expected.path("targets"));
    Iterator<JsonNode> targets = expected.path("targets").elements();
    for (ForwardTarget target : address.targets()) {
      JsonNode wanted = targets.next();
      assertThat(target.type()).isEqualTo(wanted.path("type").asText());
      assertThat(target.value()).isEqualTo(wanted.path("value").asText());
      assertThat(target.user().map(ObjectId::toHexString)).isEqualTo(text(wanted.path("user")));
    }
  }

  private static Optional<String> text(JsonNode node) {
    return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
  }
}
