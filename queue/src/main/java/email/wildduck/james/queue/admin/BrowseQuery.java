package email.wildduck.james.queue.admin;

import com.mongodb.client.model.Filters;
import email.wildduck.james.queue.store.ZoneFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Which deliveries are asked for; all that is said has to hold. Immutable. */
public final class BrowseQuery {
  private static final Pattern USER_ID = Pattern.compile("[0-9a-f]{24}");

  private final List<Bson> delivery;
  private final List<List<Bson>> message;
  private final Optional<DeliveryState> state;

  /**
   * @param message of each list, one has to hold
   */
  private BrowseQuery(
      List<Bson> delivery, List<List<Bson>> message, Optional<DeliveryState> state) {
    this.delivery = List.copyOf(delivery);
    this.message = List.copyOf(message);
    this.state = state;
  }

  /** All deliveries. */
  public static BrowseQuery all() {
    return new BrowseQuery(List.of(), List.of(), Optional.empty());
  }

  /** Those in a zone. */
  public BrowseQuery inZone(String zone) {
    return withDelivery(Filters.eq(ZoneFields.ZONE, zone));
  }

  /** Those to an address, in lower case or as it is given. */
  public BrowseQuery toRecipient(String address) {
    return withDelivery(anyCase(ZoneFields.RECIPIENT, address));
  }

  /** Those to a domain, in lower case or as it is given. */
  public BrowseQuery toDomain(String domain) {
    return withDelivery(anyCase(ZoneFields.DOMAIN, domain));
  }

  /** Those that stand there. */
  public BrowseQuery inState(DeliveryState wanted) {
    return new BrowseQuery(delivery, message, Optional.of(wanted));
  }

  /** Those of messages with this envelope sender; empty for the null sender. */
  public BrowseQuery fromSender(String address) {
    return withMessage(List.of(anyCase(field(MessageView.FROM), address)));
  }

  /**
   * Those of messages of a user: the id of 24 hexadecimal digits, the name of the login, or the
   * address. The queue's form of both is {@code login[address]}.
   */
  public BrowseQuery ofUser(String user) {
    String login = field(MessageView.USER);
    List<Bson> spellings = new ArrayList<>();
    spellings.add(Filters.eq(login, user));
    // what begins with "user[", as a range, since the backslash is the next character
    spellings.add(Filters.and(Filters.gte(login, user + "["), Filters.lt(login, user + "\\")));
    if (USER_ID.matcher(user).matches()) {
      spellings.add(Filters.eq(field(MessageView.USER_ID), user));
    }
    if (user.indexOf('@') >= 0) {
      spellings.add(Filters.regex(login, Pattern.compile("\\[" + Pattern.quote(user) + "\\]$")));
    }
    return withMessage(spellings);
  }

  /** Whether anything has been said at all. */
  public boolean isRestricted() {
    return !delivery.isEmpty() || !message.isEmpty() || state.isPresent();
  }

  Bson deliveries(StateConditions states) {
    List<Bson> conditions = new ArrayList<>(delivery);
    conditions.add(state.map(states::of).orElseGet(Document::new));
    return Filters.and(conditions);
  }

  boolean asksForMessages() {
    return !message.isEmpty();
  }

  /** Whether a state is asked for, of which the database only knows nearly. */
  boolean asksForState() {
    return state.isPresent();
  }

  /** The condition on the file of a message. */
  Bson messages() {
    return Filters.and(message.stream().map(Filters::or).collect(Collectors.toList()));
  }

  /** The same as several conditions, one of which has to hold, each for one search of an index. */
  List<Bson> messageSearches() {
    List<Bson> searches = List.of(new Document());
    for (List<Bson> alternatives : message) {
      List<Bson> longer = new ArrayList<>();
      for (Bson search : searches) {
        for (Bson alternative : alternatives) {
          longer.add(Filters.and(search, alternative));
        }
      }
      searches = longer;
    }
    return searches;
  }

  /** Whether the state is the one that is asked for; the database only knows nearly. */
  boolean accepts(DeliveryView view) {
    return state.isEmpty() || state.get() == view.state();
  }

  private static Bson anyCase(String field, String value) {
    return new Document(field, new Document("$in", List.of(value, value.toLowerCase(Locale.ROOT))));
  }

  private static String field(String name) {
    return "metadata.data." + name;
  }

  private BrowseQuery withDelivery(Bson condition) {
    return new BrowseQuery(and(delivery, condition), message, state);
  }

  private BrowseQuery withMessage(List<Bson> alternatives) {
    return new BrowseQuery(delivery, and(message, alternatives), state);
  }

  private static <T> List<T> and(List<T> conditions, T further) {
    List<T> all = new ArrayList<>(conditions);
    all.add(further);
    return all;
  }
}
