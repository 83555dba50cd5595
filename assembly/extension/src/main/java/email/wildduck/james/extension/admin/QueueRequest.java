package email.wildduck.james.extension.admin;

import email.wildduck.james.queue.admin.BrowseQuery;
import email.wildduck.james.queue.admin.DeliveryState;
import email.wildduck.james.queue.id.QueueId;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.apache.james.webadmin.authentication.AuthenticationFilter;
import spark.Request;

/** A request with its parameters in the types that the queue has; what is wrong is refused. */
final class QueueRequest {
  private static final Set<String> FILTER =
      Set.of("zone", "sender", "recipient", "domain", "user", "state");

  private final Request request;

  QueueRequest(Request request) {
    this.request = request;
  }

  /** Refuses parameters other than these: a filter with a typing error would be a wide one. */
  QueueRequest knowing(String... names) {
    Set<String> known = new TreeSet<>(Arrays.asList(names));
    for (String name : request.queryParams()) {
      if (!known.contains(name)) {
        throw Refusals.badRequest(
            name
                + " is unknown; "
                + (known.isEmpty() ? "nothing is known here" : "known here: " + joined(known)));
      }
    }
    return this;
  }

  /** As {@link #knowing}, for these and those of {@link #filter}. */
  QueueRequest knowingFilterAnd(String... names) {
    Set<String> known = new TreeSet<>(FILTER);
    known.addAll(Arrays.asList(names));
    return knowing(known.toArray(new String[0]));
  }

  /** A part of the path. */
  String path(String name) {
    return request.params(name);
  }

  QueueId id() {
    String text = path("id");
    return QueueId.parse(text)
        .orElseThrow(
            () ->
                Refusals.wrong(
                    "id",
                    text,
                    "it must be a queue id, 18 to 24 hexadecimal digits in lower case"));
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(request.queryParams(name));
  }

  /** Given without a value it is true. */
  boolean flag(String name) {
    String value = text(name).orElse("false");
    if (!Set.of("", "true", "false").contains(value)) {
      throw Refusals.wrong(name, value, "it must be true or false");
    }
    return !value.equals("false");
  }

  int number(String name, int usual, int highest) {
    String value = text(name).orElse(String.valueOf(usual));
    if (!value.matches("[0-9]{1,9}")
        || Integer.parseInt(value) < 1
        || Integer.parseInt(value) > highest) {
      throw Refusals.wrong(name, value, "it must be a whole number from 1 to " + highest);
    }
    return Integer.parseInt(value);
  }

  /** Where a page begins. */
  Optional<String> next() {
    text("next")
        .filter(value -> !value.matches("[0-9a-f]{24}"))
        .ifPresent(
            value -> {
              throw Refusals.wrong("next", value, "it must be what the page before has said");
            });
    return text("next");
  }

  /** {@code zone, sender, recipient, domain, user, state}: all that is given has to hold. */
  BrowseQuery filter() {
    BrowseQuery query = BrowseQuery.all();
    query = with(query, "zone", BrowseQuery::inZone);
    query = with(query, "sender", BrowseQuery::fromSender);
    query = with(query, "recipient", BrowseQuery::toRecipient);
    query = with(query, "domain", BrowseQuery::toDomain);
    query = with(query, "user", BrowseQuery::ofUser);
    return with(query, "state", (before, word) -> before.inState(state(word)));
  }

  /** Who asks: the login that the token names, if tokens are asked for. */
  Optional<String> login() {
    Object login = request.attribute(AuthenticationFilter.LOGIN);
    return login instanceof String ? Optional.of((String) login) : Optional.empty();
  }

  /** Who says that it asks; nobody has checked it. */
  Optional<String> operator() {
    return Optional.ofNullable(request.headers("X-Operator"));
  }

  String address() {
    return request.ip();
  }

  RequestBody body() {
    return RequestBody.parse(request.body());
  }

  private BrowseQuery with(
      BrowseQuery query, String name, BiFunction<BrowseQuery, String, BrowseQuery> condition) {
    return text(name).map(value -> condition.apply(query, value)).orElse(query);
  }

  private static DeliveryState state(String word) {
    return DeliveryState.of(word)
        .orElseThrow(
            () ->
                Refusals.wrong(
                    "state",
                    word,
                    "it must be one of "
                        + Arrays.stream(DeliveryState.values())
                            .map(DeliveryState::text)
                            .collect(Collectors.joining(", "))));
  }

  private static String joined(Set<String> names) {
    return String.join(", ", names);
  }
}
