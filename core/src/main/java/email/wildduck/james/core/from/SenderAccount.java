package email.wildduck.james.core.from;

import email.wildduck.james.core.document.Fields;
import java.util.List;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * A user as the one who sends: what the door, the limits, From enforcement and routes have to know.
 * Immutable.
 */
public final class SenderAccount {
  private final ObjectId id;
  private final String username;
  private final String address;
  private final List<String> fromWhitelist;
  private final long maxRecipients;
  private final boolean usable;
  private final String relay;

  private SenderAccount(
      ObjectId id,
      String username,
      String address,
      List<String> fromWhitelist,
      long maxRecipients,
      boolean usable,
      String relay) {
    this.id = id;
    this.username = username;
    this.address = address;
    this.fromWhitelist = List.copyOf(fromWhitelist);
    this.maxRecipients = maxRecipients;
    this.usable = usable;
    this.relay = relay;
  }

  /**
   * A usable account without a limit of its own.
   *
   * @param address the main address; may be empty
   * @param fromWhitelist addresses and patterns the user may send as, besides their own
   */
  public static SenderAccount of(
      ObjectId id, String username, String address, List<String> fromWhitelist) {
    return new SenderAccount(id, username, address, fromWhitelist, 0, true, "");
  }

  /**
   * From a document of the collection {@code users}: {@code _id} (ObjectId), {@code username} and
   * {@code address} (text), {@code fromWhitelist} (array of texts), {@code recipients} (number),
   * {@code disabled} and {@code suspended} (true or false), {@code mtaRelay} (document with the
   * text {@code value}). Of all but the first, what is missing or of another type is taken as
   * empty, 0 or false.
   *
   * @throws IllegalArgumentException when {@code _id} is no ObjectId
   */
  public static SenderAccount of(Document document) {
    return new SenderAccount(
        Fields.id(document, "_id")
            .orElseThrow(() -> new IllegalArgumentException("a user without an ObjectId")),
        Fields.text(document, "username").orElse(""),
        Fields.text(document, "address").orElse(""),
        Fields.texts(document, "fromWhitelist"),
        Fields.number(document, "recipients"),
        !Fields.isTruthy(document, "disabled") && !Fields.isTruthy(document, "suspended"),
        Fields.document(document, "mtaRelay")
            .flatMap(relay -> Fields.text(relay, "value"))
            .orElse(""));
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

  /**
   * Recipients that the user may send to within 24 hours; 0 when there is no limit of their own.
   */
  public long maxRecipients() {
    return maxRecipients;
  }

  /** Whether the account is neither disabled nor suspended. */
  public boolean isUsable() {
    return usable;
  }

  /** The URL of the relay that the user's mail goes through; empty when there is none. */
  public String relay() {
    return relay;
  }

  @Override
  public String toString() {
    return "SenderAccount[" + id.toHexString() + "]";
  }
}
