package email.wildduck.james.endtoend.wildduck;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A user, and what WildDuck's HTTP API tells of it and does with it. */
public final class WildDuckUser {
  private final HttpApi http;
  private final String id;
  private final String username;
  private final String password;
  private final String address;

  WildDuckUser(HttpApi http, String id, String username, String password, String address) {
    this.http = http;
    this.id = id;
    this.username = username;
    this.password = password;
    this.address = address;
  }

  /**
   * A password for one mail program.
   *
   * @param id its id in WildDuck
   * @param password what the mail program is told
   */
  public record ApplicationPassword(String id, String password) {}

  public String id() {
    return id;
  }

  public String username() {
    return username;
  }

  /** The main password that the user was made with. */
  public String password() {
    return password;
  }

  /** The main address. */
  public String address() {
    return address;
  }

  /** The domain of the main address. */
  public String domain() {
    return address.substring(address.indexOf('@') + 1);
  }

  /** {@code GET /users/:user}. */
  public JsonNode details() {
    return http.get(path(""));
  }

  /** How many recipients there were today: {@code allowed}, {@code used}, {@code ttl}. */
  public JsonNode recipients() {
    return details().path("limits").path("recipients");
  }

  /** {@code PUT /users/:user}. */
  public void update(Map<String, ?> changes) {
    http.put(path(""), changes);
  }

  public void delete() {
    http.delete(path(""));
  }

  /** Adds an address, which may have a wildcard in it. */
  public void addAddress(String more) {
    http.post(path("/addresses"), Map.of("address", more, "allowWildcard", true));
  }

  /** Makes an application-specific password for {@code smtp}, {@code imap}, {@code *} ... */
  public ApplicationPassword createApplicationPassword(String... scopes) {
    JsonNode made =
        http.post(
            path("/asps"), Map.of("description", "mail program", "scopes", Arrays.asList(scopes)));
    return new ApplicationPassword(made.path("id").asText(), made.path("password").asText());
  }

  /** What WildDuck shows of an application-specific password. */
  public JsonNode applicationPassword(String asp) {
    return http.get(path("/asps/" + asp));
  }

  public void deleteApplicationPassword(String asp) {
    http.delete(path("/asps/" + asp));
  }

  /** Replaces the main password by one that is good for 24 hours; the answer is that one. */
  public String resetPassword() {
    return http.post(path("/password/reset"), Map.of()).path("password").asText();
  }

  /** Demands a second factor that something outside of WildDuck knows. */
  public void demandSecondFactor() {
    http.put(path("/2fa/custom"), Map.of());
  }

  /** The logins, the newest first. */
  public List<JsonNode> logins() {
    return results(path("/authlog?action=authentication"));
  }

  /**
   * Sends a message as the webmail does.
   *
   * @return {@code message} with the {@code id} of the copy in Sent and the {@code queueId}
   */
  public JsonNode submit(String... recipients) {
    return submit(Instant.now(), recipients);
  }

  /** The same with a time before which it is not sent. */
  public JsonNode submit(Instant sendTime, String... recipients) {
    List<Map<String, String>> to = new ArrayList<>();
    for (String recipient : recipients) {
      to.add(Map.of("address", recipient));
    }
    Map<String, Object> message =
        Map.of("to", to, "subject", "Hello", "text", "Hello", "sendTime", sendTime.toString());
    return http.post(path("/submit"), message);
  }

  /**
   * Takes back a message that is still in the queue.
   *
   * @throws ApiRefusal with {@code NotEnoughPrivileges} when it is another user's
   */
  public void cancel(String queueId) {
    http.delete(path("/outbound/" + queueId));
  }

  /** Changes the time before which a message that is still in the queue is not sent. */
  public void reschedule(String queueId, Instant sendTime) {
    http.put(path("/outbound/" + queueId), Map.of("sendTime", sendTime.toString()));
  }

  /** Forwards all mail that comes in. */
  public void forwardTo(String recipient) {
    update(Map.of("targets", List.of(recipient)));
  }

  /** Forwards the mail that comes in with a word in its subject. */
  public void forwardTo(String recipient, String subject) {
    http.post(
        path("/filters"),
        Map.of(
            "query", Map.of("subject", subject), "action", Map.of("targets", List.of(recipient))));
  }

  /** Answers the mail that comes in. */
  public void replyAutomatically(String subject, String text) {
    http.put(path("/autoreply"), Map.of("status", true, "subject", subject, "text", text));
  }

  /** A folder by its special use, as {@code \Sent}. */
  public WildDuckMailbox mailbox(String specialUse) {
    return results(path("/mailboxes?specialUse=true&showHidden=true")).stream()
        .filter(mailbox -> mailbox.path("specialUse").asText().equals(specialUse))
        .map(mailbox -> new WildDuckMailbox(http, path("/mailboxes/" + mailbox.get("id").asText())))
        .findFirst()
        .orElseThrow();
  }

  /** The folder that mail comes into. */
  public WildDuckMailbox inbox() {
    return results(path("/mailboxes")).stream()
        .filter(mailbox -> mailbox.path("path").asText().equals("INBOX"))
        .map(mailbox -> new WildDuckMailbox(http, path("/mailboxes/" + mailbox.get("id").asText())))
        .findFirst()
        .orElseThrow();
  }

  private List<JsonNode> results(String path) {
    List<JsonNode> results = new ArrayList<>();
    http.get(path).path("results").forEach(results::add);
    return results;
  }

  private String path(String below) {
    return "/users/" + id + below;
  }
}
