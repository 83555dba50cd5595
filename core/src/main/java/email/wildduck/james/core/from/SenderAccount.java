package email.wildduck.james.core.from;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.ObjectId;

/** What From enforcement has to know about the user who sends. Immutable. */
public final class SenderAccount {
  private final ObjectId id;
  private final String username;
  private final String address;
  private final List<String> fromWhitelist;

  private SenderAccount(ObjectId id, String username, String address, List<String> fromWhitelist) {
    this.id = id;
    this.username = username;
    this.address = address;
    this.fromWhitelist = List.copyOf(fromWhitelist);
  }

  /**
   * @param address the main address; may be empty
   * @param fromWhitelist addresses and patterns the user may send as, besides their own
   */
  public static SenderAccount of(
      ObjectId id, String username, String address, List<String> fromWhitelist) {
    return new SenderAccount(id, username, address, fromWhitelist);
  }

  /**
   * From a document of the collection {@code users}: {@code _id} (ObjectId), and {@code username},
   * {@code address} (text) and {@code fromWhitelist} (array of texts). Of the latter three, what is
   * missing or of another type is taken as empty.
   *
   * @throws IllegalArgumentException when {@code _id} is no ObjectId
   */
  public static SenderAccount of(Document document) {
    Object id = document.get("_id");
    if (!(id instanceof ObjectId)) {
      throw new IllegalArgumentException("a user without an ObjectId");
    }
    Object whitelist = document.get("fromWhitelist");
    Stream<?> entries = whitelist instanceof List ? ((List<?>) whitelist).stream() : Stream.empty();
    return new SenderAccount(
        (ObjectId) id,
        text(document.get("username")),
        text(document.get("address")),
        entries
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .collect(Collectors.toList()));
  }

  /** The {@code _id} of the user. */
  public ObjectId id() {
    return id;
  }

  /** The name the user logs in with, as it was entered. */
  public String username() {
    return username;
  }

  /** The main address, as it was entered; empty when the user has none. */
  public String address() {
    return address;
  }

  /** Addresses and patterns the user may send as, as they were entered. */
  public List<String> fromWhitelist() {
    return fromWhitelist;
  }

  private static String text(Object value) {
    return value instanceof String ? (String) value : "";
  }

  @Override
  public String toString() {
    return "SenderAccount[" + id.toHexString() + "]";
  }
}
