package email.wildduck.james.core.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.Vectors;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApplicationPasswordsTest {
  private static final String FILE = "application-passwords.json";

  private final AccountStores stores = new AccountStores();
  private ApplicationPasswords passwords;

  @BeforeAll
  void storeThePasswordsOfTheVectors() {
    AuthenticationVectorUsers.storeApplicationPasswords(stores);
    Vectors.cases(FILE, "generated")
        .map(c -> Vectors.document(c.path("document")))
        .forEach(stores.collection("asps")::insertOne);
    passwords =
        new ApplicationPasswords(
            stores.database(), new HashVerifier(stores.hashes, stores.verified));
  }

  @AfterAll
  void stop() {
    stores.close();
  }

  @TestFactory
  Stream<DynamicTest> selectorIsThatOfWildDuck() {
    return Vectors.cases(FILE, "selectors")
        .map(
            c ->
                dynamicTest(
                    c.path("password").asText(),
                    () ->
                        assertThat(textOf(c.path("password").asText()).selector())
                            .isEqualTo(c.path("selector").asText())));
  }

  @Test
  void storedSelectorsAreThoseOfTheirPasswords() {
    Map<String, Long> stored =
        Vectors.cases(FILE, "selectorMatchesStored")
            .collect(
                Collectors.groupingBy(c -> c.path("selector").asText(), Collectors.counting()));
    Map<String, Long> documents =
        Vectors.cases(FILE, "documentsBeforeUse")
            .filter(c -> c.has("selector"))
            .collect(
                Collectors.groupingBy(c -> c.path("selector").asText(), Collectors.counting()));
    assertThat(documents).isEqualTo(stored);
  }

  @TestFactory
  Stream<DynamicTest> passwordsMadeByWildDuckMatchTheirEntries() {
    return Vectors.cases(FILE, "generated")
        .map(c -> dynamicTest(c.path("requestedScopes").toString(), () -> checkGenerated(c)));
  }

  @TestFactory
  Stream<DynamicTest> useIsWrittenAsByWildDuck() {
    Map<String, String> lettersBySelector =
        Vectors.cases(FILE, "selectors")
            .collect(
                Collectors.toMap(
                    c -> c.path("selector").asText(),
                    c -> c.path("password").asText(),
                    (first, second) -> first));
    return Vectors.cases(FILE, "documentsAfterUse")
        .map(
            c ->
                dynamicTest(
                    c.path("description").asText() + " " + c.path("selector").asText(),
                    () -> checkUse(c, lettersBySelector.get(c.path("selector").asText()))));
  }

  @TestFactory
  Stream<DynamicTest> keyOfALogEntryIsThatOfWildDuck() {
    return Vectors.cases(FILE, "authlogForCreate")
        .map(
            c ->
                dynamicTest(
                    c.path("action").asText(),
                    () ->
                        assertThat(
                                AuthEvent.key("", "", c.path("action").asText(), "success", "")
                                    .getData())
                            .isEqualTo(Base64.getDecoder().decode(c.path("key").asText()))));
  }

  @Test
  void brokenHashDoesNotHideAnotherPassword() {
    ObjectId user = new ObjectId();
    stores.collection("asps").insertOne(entry(user, "{broken}"));
    assertThat(passwords.match(user, "aaaabbbbccccdddd").isUnverifiable()).isTrue();
    stores.collection("asps").insertOne(entry(user, stores.hashes.hash("aaaabbbbccccdddd")));
    assertThat(passwords.match(user, "aaaabbbbccccdddd").usable()).isPresent();
  }

  private void checkGenerated(JsonNode c) {
    Document document = Vectors.document(c.path("document"));
    String password = c.path("returned").path("password").asText();
    assertThat(textOf(password).selector()).isEqualTo(document.getString("selector"));
    ApplicationPasswordMatch match = passwords.match(document.getObjectId("user"), password);
    Optional<ApplicationPassword> matched = match.usable().or(match::outOfScope);
    assertThat(matched.isPresent()).isEqualTo(c.path("check").asBoolean());
    assertThat(matched.map(ApplicationPassword::id)).contains(document.getObjectId("_id"));
    assertThat(match.usable().isPresent())
        .isEqualTo(
            document.getList("scopes", String.class).stream()
                .anyMatch(scope -> scope.equals("*") || scope.equals("smtp")));
  }

  private void checkUse(JsonNode c, String letters) {
    Document expected = Vectors.document(c);
    ObjectId user = expected.getObjectId("user");
    ApplicationPasswordMatch match = passwords.match(user, letters);
    if (expected.get("used") instanceof Date) {
      Date used = expected.getDate("used");
      new LoginNotes(stores.database())
          .note(
              AcceptedLogins.application(
                  Account.of(new Document("_id", user)),
                  match.usable().orElseThrow(),
                  expected.getString("authIp"),
                  used.toInstant()),
              Optional.of(expected.getObjectId("authEvent")));
    } else {
      assertThat(match.outOfScope()).isPresent();
    }
    Document stored =
        stores.collection("asps").find(new Document("_id", expected.getObjectId("_id"))).first();
    assertThat(stored).isEqualTo(expected);
  }

  private static Document entry(ObjectId user, String hash) {
    return new Document("user", user)
        .append("scopes", List.of("*"))
        .append("password", hash)
        .append("selector", textOf("aaaabbbbccccdddd").selector());
  }

  private static ApplicationPasswordText textOf(String password) {
    return ApplicationPasswordText.of(password).orElseThrow();
  }
}
