package email.wildduck.james.core.api;

import email.wildduck.james.core.config.ApiConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * The calls of WildDuck's HTTP API that store copies of sent messages. Each throws an {@link
 * ApiException} when it does not succeed. Thread-safe.
 */
public final class WildDuckApi {
  private static final String SENT = "\\Sent";
  private static final ObjectId NOBODY = new ObjectId("000000000000000000000000");

  private final ApiConnection connection;
  private final Duration timeout;

  /**
   * @param configuration has a {@code url}
   */
  public WildDuckApi(ApiConfiguration configuration) {
    this.connection =
        new ApiConnection(
            configuration.url().orElseThrow(),
            configuration.accessToken(),
            configuration.timeout());
    this.timeout = configuration.timeout();
  }

  /** The longest that a call lasts, give or take a second. */
  public Duration timeout() {
    return timeout;
  }

  /** The user's mailbox with the special use {@code \Sent}; empty when the user has none. */
  public Optional<ObjectId> sentMailbox(ObjectId user) {
    return mailboxesOf(user)
        .filter(mailbox -> SENT.equals(mailbox.get("specialUse")))
        .map(mailbox -> String.valueOf(mailbox.get("id")))
        .filter(ObjectId::isValid)
        .map(ObjectId::new)
        .findFirst();
  }

  /**
   * Stores a message, seen, in a mailbox.
   *
   * @return its UID there
   */
  public long upload(ObjectId user, ObjectId mailbox, Upload upload) {
    Document answer =
        connection.post(
            "/users/" + user + "/mailboxes/" + mailbox + "/messages",
            upload.parameters(),
            // The one type whose bytes WildDuck keeps as they are.
            "message/rfc822",
            upload.message());
    Object message = answer.get("message");
    Object uid = message instanceof Document ? ((Document) message).get("id") : answer;
    if (uid instanceof Number) {
      return ((Number) uid).longValue();
    }
    throw new ApiException(
        ApiFailure.NO_ANSWER, "WildDuck's API stored a message and did not say where");
  }

  /**
   * Whether the API answers and accepts the token.
   *
   * @throws ApiException when not
   */
  public void check() {
    try {
      var unused = mailboxesOf(NOBODY);
    } catch (ApiException e) {
      if (e.failure() != ApiFailure.REFUSED) {
        throw e;
      }
      // There is no such user, says somebody who was asked with a valid token.
    }
  }

  private Stream<Document> mailboxesOf(ObjectId user) {
    Document answer =
        connection.get(
            "/users/" + user + "/mailboxes", Map.of("specialUse", "true", "showHidden", "true"));
    Object results = answer.get("results");
    List<?> mailboxes = results instanceof List ? (List<?>) results : List.of();
    return mailboxes.stream().filter(Document.class::isInstance).map(Document.class::cast);
  }
}
