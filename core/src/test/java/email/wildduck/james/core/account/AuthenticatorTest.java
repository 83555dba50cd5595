package email.wildduck.james.core.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.UnreachableMongo;
import email.wildduck.james.core.error.TemporaryFailureException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {
  private final AccountStores stores = new AccountStores();
  private Authenticator authenticator;

  @BeforeEach
  void start() {
    authenticator = stores.authenticator();
  }

  @AfterEach
  void stop() {
    stores.close();
  }

  @Test
  void unreachableMongoIsATemporaryFailureAndNoRefusal() {
    try (UnreachableMongo unreachable = new UnreachableMongo()) {
      Authenticator failing = stores.authenticatorOn(unreachable.database());
      assertThatThrownBy(() -> failing.authenticate(login("alice", "secretpass")))
          .isInstanceOf(TemporaryFailureException.class);
      assertThatThrownBy(() -> failing.authenticate(login("alice@example.com", "secretpass")))
          .isInstanceOf(TemporaryFailureException.class);
    }
  }

  @Test
  void unreachableRedisIsATemporaryFailureForRightAndWrongPasswords() {
    stores.addUser("alice", new Document());
    Authenticator failing = stores.authenticatorWithoutRedis();
    for (String password : List.of("secretpass", "wrong")) {
      assertThatThrownBy(() -> failing.authenticate(login("alice", password)))
          .isInstanceOf(TemporaryFailureException.class);
    }
    assertThatThrownBy(() -> failing.authenticate(login("nobody", "secretpass")))
        .isInstanceOf(TemporaryFailureException.class);
  }

  @Test
  void temporaryPasswordNeverReplacesThePermanentOne() {
    String bcrypt = "$2a$04$dkk6RPgDQw0aM0JzLlVqAep9fnAyaJaDi3SUdM2HmR204wZ2k7qIa";
    ObjectId alice =
        stores.addUser(
            "alice",
            new Document("password", bcrypt).append("tempPassword", temporary(Duration.ZERO)));
    assertThat(reason("alice", "temppass"))
        .isEqualTo(RefusalReason.INVALID_SCOPE_TEMPORARY_PASSWORD);
    assertThat(stores.user(alice)).containsEntry("password", bcrypt);
  }

  @Test
  void oldHashIsRenewedEvenWhenSecondFactorsForbidTheLogin() {
    String bcrypt = "$2a$04$dkk6RPgDQw0aM0JzLlVqAep9fnAyaJaDi3SUdM2HmR204wZ2k7qIa";
    ObjectId alice =
        stores.addUser(
            "alice", new Document("password", bcrypt).append("enabled2fa", List.of("totp")));
    assertThat(reason("alice", "secretpass")).isEqualTo(RefusalReason.INVALID_SCOPE_SECOND_FACTOR);
    assertThat(stores.user(alice).getString("password")).startsWith("$pbkdf2-sha256$i=100000$");
    assertThat(reason("alice", "secretpass")).isEqualTo(RefusalReason.INVALID_SCOPE_SECOND_FACTOR);
  }

  @Test
  void temporaryPasswordOfADayAgoIsForgotten() {
    stores.addUser("alice", new Document("tempPassword", temporary(Duration.ofHours(24))));
    assertThat(reason("alice", "temppass")).isEqualTo(RefusalReason.WRONG_PASSWORD);
  }

  @Test
  void brokenTemporaryHashDoesNotLockOutThePermanentPassword() {
    stores.addUser(
        "alice",
        new Document("tempPassword", temporary(Duration.ZERO).append("password", "{broken}")));
    assertThat(authenticator.authenticate(login("alice", "secretpass")).isAccepted()).isTrue();
    assertThat(reason("alice", "wrong")).isEqualTo(RefusalReason.UNSUPPORTED_HASH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "al\u0000ice", "alice\r\nX: y", "alice\u0085"})
  void namesThatCannotBeNamesAreRefusedWithoutALook(String name) {
    Authenticator withoutRedis = stores.authenticatorWithoutRedis();
    assertThat(withoutRedis.authenticate(login(name, "x")).refusal().orElseThrow().reason())
        .isEqualTo(RefusalReason.INVALID_CREDENTIALS);
  }

  @Test
  void overlongNamesAndPasswordsAreRefusedWithoutALook() {
    Authenticator withoutRedis = stores.authenticatorWithoutRedis();
    for (LoginAttempt attempt :
        List.of(login("a".repeat(1025), "x"), login("alice", "x".repeat(1025)))) {
      assertThat(withoutRedis.authenticate(attempt).refusal().orElseThrow().reason())
          .isEqualTo(RefusalReason.INVALID_CREDENTIALS);
    }
  }

  @Test
  void switchedOffLogKeepsNoEntriesAndLoginsGoOn() {
    stores
        .collection("settings")
        .insertOne(new Document("key", "const:authlog:time").append("value", "0"));
    ObjectId alice = stores.addUser("alice", new Document());
    assertThat(authenticator.authenticate(login("alice", "secretpass")).isAccepted()).isTrue();
    assertThat(stores.collection("authlog").countDocuments()).isZero();
    assertThat(stores.user(alice).get("lastLogin", Document.class))
        .containsEntry("authEvent", false)
        .containsEntry("ip", AccountStores.IP);
  }

  @Test
  void likeEventsShareAnEntryForSixHours() {
    stores.addUser("alice", new Document());
    for (Duration step : List.of(Duration.ZERO, Duration.ofHours(6), Duration.ofSeconds(1))) {
      stores.clock.advance(step);
      authenticator.authenticate(login("alice", "secretpass"));
    }
    stores.journal.close();
    assertThat(stores.collection("authlog").countDocuments()).isEqualTo(2);
  }

  @Test
  void passwordChangedDuringTheLoginIsNotOverwritten() {
    ObjectId alice = stores.addUser("alice", new Document("password", "new hash"));
    AccountRepository accounts = new AccountRepository(stores.database());
    assertThat(accounts.replaceHash(alice, "old hash", "renewed")).isFalse();
    assertThat(stores.user(alice)).containsEntry("password", "new hash");
  }

  @Test
  void fieldsOfOddTypesAreNoReasonToFail() {
    stores.addUser(
        "odd",
        new Document("address", 5)
            .append("tempPassword", false)
            .append("enabled2fa", false)
            .append("disabled", 0)
            .append("disabledScopes", "smtp"));
    assertThat(authenticator.authenticate(login("odd", "secretpass")).isAccepted()).isTrue();
  }

  @Test
  void passwordVerifiedAMomentAgoIsNotHashedAgain() {
    ObjectId alice = stores.addUser("alice", new Document());
    String stored = stores.user(alice).getString("password");

    authenticator.authenticate(login("alice", "wrong"));
    assertThat(stores.verified.contains("wrong", stored)).isFalse();
    authenticator.authenticate(login("alice", "secretpass"));
    assertThat(stores.verified.contains("secretpass", stored)).isTrue();

    // What cannot be computed any more can only be remembered.
    String impossible = "$pbkdf2-sha256$i=99999999$c2FsdA$a2V5";
    stores.verified.add("secretpass", impossible);
    setPassword(alice, impossible);
    assertThat(authenticator.authenticate(login("alice", "secretpass")).isAccepted()).isTrue();
    // It is weak in WildDuck's eyes and was renewed, so that a wrong one is no longer in doubt.
    assertThat(reason("alice", "wrong")).isEqualTo(RefusalReason.WRONG_PASSWORD);
  }

  @Test
  void rememberedPasswordIsWorthNothingOnceTheAccountHasChanged() {
    ObjectId alice = stores.addUser("alice", new Document());
    assertThat(authenticator.authenticate(login("alice", "secretpass")).isAccepted()).isTrue();

    setPassword(alice, stores.hashes.hash("another"));
    assertThat(reason("alice", "secretpass")).isEqualTo(RefusalReason.WRONG_PASSWORD);
    assertThat(authenticator.authenticate(login("alice", "another")).isAccepted()).isTrue();

    stores
        .collection("users")
        .updateOne(
            new Document("_id", alice), new Document("$set", new Document("disabled", true)));
    assertThat(reason("alice", "another")).isEqualTo(RefusalReason.DISABLED);
    stores.collection("users").deleteOne(new Document("_id", alice));
    assertThat(reason("alice", "another")).isEqualTo(RefusalReason.UNKNOWN_USER);
  }

  private void setPassword(ObjectId user, String hash) {
    stores
        .collection("users")
        .updateOne(new Document("_id", user), new Document("$set", new Document("password", hash)));
  }

  private RefusalReason reason(String name, String password) {
    return authenticator.authenticate(login(name, password)).refusal().orElseThrow().reason();
  }

  private Document temporary(Duration age) {
    return new Document("password", stores.hashes.hash("temppass"))
        .append("created", Date.from(stores.clock.instant().minus(age)));
  }

  private static LoginAttempt login(String name, String password) {
    return LoginAttempt.of(name, password, AccountStores.IP);
  }
}
