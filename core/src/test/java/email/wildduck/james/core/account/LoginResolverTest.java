package email.wildduck.james.core.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.model.Filters;
import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.Vectors;
import email.wildduck.james.core.address.AddressResolver;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginResolverTest {
  private static final String ADDRESSES = "resolve-address.json";

  private TestMongo mongo;
  private TestMongo empty;

  @BeforeAll
  void storeTheAddressesOfTheVectors() {
    mongo = TestMongo.start();
    empty = TestMongo.start();
    for (String collection : new String[] {"addresses", "domainaliases"}) {
      Vectors.cases(ADDRESSES, collection)
          .map(Vectors::document)
          .forEach(mongo.database().getCollection(collection)::insertOne);
    }
  }

  @AfterAll
  void stop() {
    mongo.close();
    empty.close();
  }

  @TestFactory
  Stream<DynamicTest> loginNamesMeanTheUsersTheyMeanInWildDuck() {
    LoginResolver resolver = new LoginResolver(AddressResolver.on(mongo.database()));
    return Vectors.cases(ADDRESSES, "cases")
        .map(
            c ->
                dynamicTest(
                    "'" + c.path("input").asText() + "'", () -> check(resolver, c, "loginQuery")));
  }

  @TestFactory
  Stream<DynamicTest> loginNamesWithoutAnAddressAreUserNames() {
    LoginResolver resolver = new LoginResolver(AddressResolver.on(empty.database()));
    return Vectors.cases("address-normalization.json", "addresses")
        .map(
            c ->
                dynamicTest(
                    "'" + c.path("input").asText() + "'",
                    () -> check(resolver, c, "authUserQueryWhenNoAddressDoc")));
  }

  private static void check(LoginResolver resolver, JsonNode c, String field) {
    Optional<LoginQuery> query = resolver.resolve(c.path("input").asText());
    JsonNode expected = c.path(field);
    assertThat(query.map(LoginQuery::filter)).isEqualTo(filter(expected));
    query.ifPresent(
        q -> assertThat(q.limiterName()).isEqualTo(expected.elements().next().asText()));
  }

  private static Optional<Bson> filter(JsonNode expected) {
    if (expected.has("_id")) {
      return Optional.of(Filters.eq("_id", new ObjectId(expected.path("_id").asText())));
    }
    return expected.has("unameview")
        ? Optional.of(Filters.eq("unameview", expected.path("unameview").asText()))
        : Optional.empty();
  }
}
