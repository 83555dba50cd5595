package email.wildduck.james.core.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.UnreachableMongo;
import email.wildduck.james.core.Vectors;
import email.wildduck.james.core.error.TemporaryFailureException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class XclientLoginsTest {
  private final AccountStores stores = new AccountStores();
  private ObjectId dotted;
  private XclientLogins logins;

  @BeforeAll
  void storeUsers() {
    stores.addUser("alice", new Document("_id", new ObjectId("5f0000000000000000000001")));
    stores.addAddress("alice@example.com", new ObjectId("5f0000000000000000000001"));
    dotted = stores.addUser("Do.tty", new Document("disabled", true));
    stores.addAddress("*@wild.example", dotted);
    stores.addUser("name@example.com", new Document());
    stores
        .collection("addresses")
        .insertOne(
            new Document("address", "fwd@local.example")
                .append("addrview", "fwd@local.example")
                .append("targets", List.of()));
    logins = new XclientLogins(stores.database());
  }

  @AfterAll
  void stop() {
    stores.close();
  }

  @TestFactory
  Stream<DynamicTest> loginsEndAsInThePlugin() {
    return Vectors.cases("plugin-hooks.json", "smtpAuth")
        .filter(c -> c.path("auth").path("method").asText().equals("XCLIENT"))
        .map(c -> dynamicTest(c.path("name").asText(), () -> check(c)));
  }

  private void check(JsonNode c) {
    Optional<AuthenticatedUser> user = logins.find(c.path("auth").path("username").asText());
    assertThat(user.map(found -> found.identity().toString()))
        .isEqualTo(Optional.ofNullable(c.get("sessionUserAfter")).map(JsonNode::asText));
    user.ifPresent(found -> assertThat(found.passwordType()).isEqualTo(PasswordType.NONE));
  }

  @Test
  void dotsAndCaseOfAUserNameDoNotMatterAndADisabledUserIsFound() {
    assertThat(logins.find("DOTTY").map(AuthenticatedUser::id)).contains(dotted);
    assertThat(logins.find("do.t.ty").map(found -> found.identity().toString()))
        .contains("Do.tty[do.t.ty]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x@wild.example",
        "name@example.com",
        "5f00000000000000000000ff",
        "alice\u0000",
        "alice\r\n",
        "@"
      })
  void nobodyIsFoundByWhatIsNoUsersOwnName(String login) {
    assertThat(logins.find(login)).isEmpty();
  }

  @Test
  void nobodyIsFoundByANameThatIsTooLong() {
    assertThat(logins.find("a".repeat(1025))).isEmpty();
  }

  @Test
  void unreachableMongoIsATemporaryFailure() {
    try (UnreachableMongo unreachable = new UnreachableMongo()) {
      XclientLogins failing = new XclientLogins(unreachable.database());
      for (String login : List.of("alice", "alice@example.com", "5f0000000000000000000001")) {
        assertThatThrownBy(() -> failing.find(login)).isInstanceOf(TemporaryFailureException.class);
      }
    }
  }
}
