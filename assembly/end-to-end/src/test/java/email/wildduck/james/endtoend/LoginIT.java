package email.wildduck.james.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.model.Filters;
import email.wildduck.james.endtoend.wildduck.WildDuckUser;
import email.wildduck.james.endtoend.wildduck.WildDuckUser.ApplicationPassword;
import java.net.IDN;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Users that were made in WildDuck log in at the server, and WildDuck shows that they did. */
@ExtendWith(SharedMailSuite.class)
class LoginIT {
  private static final int YES = 235;
  private static final int NO = 535;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final MailSuite suite;
  private final SubmissionServer server;

  LoginIT(MailSuite suite) {
    this.suite = suite;
    this.server = suite.server();
  }

  @Test
  void everyNameIsGoodWhenItIsTheUsers() throws Exception {
    WildDuckUser user = suite.api().createUser();
    String alias = "alias-of-" + user.username() + "@" + user.domain();
    user.addAddress(alias);
    String otherDomain = "alias-of-" + user.domain();
    suite.api().addDomainAlias(otherDomain, user.domain());

    List<String> names =
        List.of(
            user.username(),
            user.username().toUpperCase(Locale.ROOT),
            user.address(),
            user.username() + "+label@" + user.domain(),
            alias,
            user.username() + "@" + otherDomain);

    for (String name : names) {
      assertThat(server.login(name, user.password())).as(name).isEqualTo(YES);
      assertThat(server.login(name, "wrong")).as(name).isEqualTo(NO);
    }
  }

  @Test
  void aDomainIsGoodInBothFormsWhenItIsInternational() throws Exception {
    WildDuckUser user = suite.api().createUser();
    String domain = "j\u00f5geva-" + user.domain();
    suite.api().addDomainAlias(domain, user.domain());

    for (String form : List.of(domain, IDN.toASCII(domain))) {
      assertThat(server.login(user.username() + "@" + form, user.password()))
          .as(form)
          .isEqualTo(YES);
    }
  }

  @Test
  void theUseOfAnApplicationPasswordIsShownWhenItLoggedIn() throws Exception {
    WildDuckUser user = suite.api().createUser();
    ApplicationPassword asp = user.createApplicationPassword("smtp");
    Instant before = now();

    assertThat(server.login(user.address(), asp.password())).isEqualTo(YES);

    JsonNode use = user.applicationPassword(asp.id()).path("lastUse");
    assertThat(Instant.parse(use.path("time").asText())).isBetween(before, now());
    JsonNode login = user.logins().get(0);
    assertThat(use.path("event").asText()).isEqualTo(login.path("id").asText());
    assertThat(login.path("source").asText()).isEqualTo("asp");
    assertThat(login.path("asp").asText()).isEqualTo(asp.id());
    assertThat(login.path("aname").asText()).isEqualTo("mail program");
  }

  @Test
  void anApplicationPasswordIsRefusedWhenItIsForSomethingElse() throws Exception {
    WildDuckUser user = suite.api().createUser();
    ApplicationPassword asp = user.createApplicationPassword("imap");

    assertThat(server.login(user.address(), asp.password())).isEqualTo(NO);

    assertThat(user.logins().get(0).path("result").asText()).isEqualTo("fail");
    assertThat(user.applicationPassword(asp.id()).path("lastUse").has("time")).isFalse();
  }

  @Test
  void theLogShowsEachResultOnceWhenItIsRepeated() throws Exception {
    WildDuckUser user = suite.api().createUser();

    server.login(user.username(), user.password());
    server.login(user.username(), user.password());
    server.login(user.username(), "wrong");

    // The second success is written together with those that might follow.
    await().atMost(PATIENCE).untilAsserted(() -> assertLogin(user.logins().get(1), "success", 2));
    List<JsonNode> logins = user.logins();
    assertThat(logins).hasSize(2);
    assertLogin(logins.get(0), "fail", 1);
  }

  @Test
  void theLastLoginIsKeptWhenAUserLoggedIn() throws Exception {
    WildDuckUser user = suite.api().createUser();
    Instant before = now();

    server.login(user.username(), user.password());

    Document last =
        suite
            .database()
            .getCollection("users")
            .find(Filters.eq(new ObjectId(user.id())))
            .first()
            .get("lastLogin", Document.class);
    assertThat(last.getDate("time").toInstant()).isBetween(before, now());
    assertThat(last.getObjectId("authEvent").toHexString())
        .isEqualTo(user.logins().get(0).path("id").asText());
    assertThat(last.getString("ip")).isEqualTo("127.0.0.1");
  }

  @Test
  void onlyApplicationPasswordsAreGoodWhenThereIsASecondFactor() throws Exception {
    WildDuckUser user = suite.api().createUser();
    ApplicationPassword asp = user.createApplicationPassword("*");
    user.demandSecondFactor();

    assertThat(server.login(user.username(), user.password())).isEqualTo(NO);
    assertThat(user.logins().get(0).path("require2fa").asText()).isEqualTo("custom");
    assertThat(server.login(user.username(), asp.password())).isEqualTo(YES);
  }

  @Test
  void aTemporaryPasswordIsRefusedWhenItWasMeantForTheWebmail() throws Exception {
    WildDuckUser user = suite.api().createUser();
    String temporary = user.resetPassword();

    assertThat(server.login(user.username(), temporary)).isEqualTo(NO);
    assertThat(suite.api().authenticate(user.username(), temporary).path("id").asText())
        .isEqualTo(user.id());
  }

  /** As precise as WildDuck's dates are. */
  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  private static void assertLogin(JsonNode login, String result, int events) {
    assertThat(login.path("result").asText()).isEqualTo(result);
    assertThat(login.path("events").asInt()).isEqualTo(events);
    assertThat(login.path("protocol").asText()).isEqualTo("SMTP");
    assertThat(login.path("requiredScope").asText()).isEqualTo("smtp");
    assertThat(login.path("source").asText()).isEqualTo("master");
    assertThat(login.path("ip").asText()).isEqualTo("127.0.0.1");
  }
}
