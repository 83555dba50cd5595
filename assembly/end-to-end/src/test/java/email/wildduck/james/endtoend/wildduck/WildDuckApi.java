package email.wildduck.james.endtoend.wildduck;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;

/** WildDuck's HTTP API, as an administrator uses it. Thread-safe. */
public final class WildDuckApi {
  private final HttpApi http;

  WildDuckApi(HttpApi http) {
    this.http = http;
  }

  /** Whether it answers at all. */
  boolean isReady() {
    return http.get("/users?limit=1") != null;
  }

  /** Makes a user with a name and a domain that no other has. */
  public WildDuckUser createUser() {
    return createUser(Map.of());
  }

  /**
   * Makes a user with a name and a domain that no other has.
   *
   * @param more fields of {@code POST /users}
   */
  public WildDuckUser createUser(Map<String, ?> more) {
    String unique = unique();
    return createUser(unique, unique + ".test", more);
  }

  /** Makes a user with a name that no other has, in a domain. */
  public WildDuckUser createUserIn(String domain) {
    return createUser(unique(), domain, Map.of());
  }

  private static String unique() {
    return UUID.randomUUID().toString().substring(0, 13).replace("-", "");
  }

  private WildDuckUser createUser(String unique, String domain, Map<String, ?> more) {
    String username = "user" + unique;
    String password = "password of " + username;
    String address = username + "@" + domain;
    Map<String, Object> body = new HashMap<>(more);
    body.put("username", username);
    body.put("password", password);
    body.put("address", address);
    String id = http.post("/users", body).path("id").asText();
    return new WildDuckUser(http, id, username, password, address);
  }

  /** Makes all addresses of a domain good under another domain too. */
  public void addDomainAlias(String alias, String domain) {
    http.post("/domainaliases", Map.of("alias", alias, "domain", domain));
  }

  /** Makes an address without a mailbox, whose mail goes to other addresses. */
  public void addForwardedAddress(String address, String... targets) {
    http.post(
        "/addresses/forwarded", Map.of("address", address, "targets", Arrays.asList(targets)));
  }

  /** Makes an RSA key to sign with; the answer holds {@code publicKey} as PEM. */
  public JsonNode createDkimKey(String domain, String selector) {
    return http.post("/dkim", Map.of("domain", domain, "selector", selector));
  }

  /**
   * What a webmail does at login.
   *
   * @throws ApiRefusal with {@code AuthFailed}, {@code RateLimitedError} ...
   */
  public JsonNode authenticate(String name, String password) {
    return http.post(
        "/authenticate", Map.of("username", name, "password", password, "scope", "master"));
  }

  /** Changes a setting of the whole installation, as {@code const:max:recipients}. */
  public void changeSetting(String key, Object value) {
    http.post("/settings/" + key, Map.of("value", value));
  }

  /** Keeps copies of all mail of a user from its return on; the answer is the id of the audit. */
  public String createAudit(WildDuckUser user, Instant expires) {
    String audit =
        http.post("/audit", Map.of("user", user.id(), "expires", expires.toString()))
            .path("id")
            .asText();
    // a server may have read a moment ago that there was none
    Awaitility.await().pollDelay(Duration.ofMillis(1100)).until(() -> true);
    return audit;
  }

  /** The state of an audit, with {@code audited} as the number of messages. */
  public JsonNode audit(String audit) {
    return http.get("/audit/" + audit);
  }
}
