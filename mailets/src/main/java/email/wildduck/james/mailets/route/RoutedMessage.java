package email.wildduck.james.mailets.route;

import email.wildduck.james.core.message.Headers;
import java.util.Objects;
import java.util.Optional;
import org.bson.types.ObjectId;

/** What counts of a message when its recipients' ways are chosen. Immutable. */
public final class RoutedMessage {
  private final String id;
  private final Headers headers;
  private final String mailFrom;
  private final String origin;
  private final Optional<String> zoneWish;
  private final Optional<ObjectId> user;

  /**
   * @param id the queue id, for the log
   * @param mailFrom empty for the null sender
   * @param origin the client's address; empty when it is not known
   * @param zoneWish the zone that it asks for by name, and may ask for
   * @param user who submitted it; empty for bounces
   */
  public RoutedMessage(
      String id,
      Headers headers,
      String mailFrom,
      String origin,
      Optional<String> zoneWish,
      Optional<ObjectId> user) {
    this.id = Objects.requireNonNull(id);
    this.headers = Objects.requireNonNull(headers);
    this.mailFrom = Objects.requireNonNull(mailFrom);
    this.origin = Objects.requireNonNull(origin);
    this.zoneWish = Objects.requireNonNull(zoneWish);
    this.user = Objects.requireNonNull(user);
  }

  String id() {
    return id;
  }

  Headers headers() {
    return headers;
  }

  String mailFrom() {
    return mailFrom;
  }

  String origin() {
    return origin;
  }

  Optional<String> zoneWish() {
    return zoneWish;
  }

  Optional<ObjectId> user() {
    return user;
  }
}
