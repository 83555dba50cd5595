package email.wildduck.james.core.account;

import email.wildduck.james.core.document.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.ObjectId;

/** An entry of the collection {@code asps}: a password for one application of a user. */
final class ApplicationPassword {
  private static final String ANY_SCOPE = "*";
  private static final String SMTP_SCOPE = "smtp";

  private final ObjectId id;
  private final String description;
  private final String hash;
  private final Optional<String> selector;
  private final boolean forSmtp;
  private final Optional<Duration> ttl;

  private ApplicationPassword(ObjectId id, Document stored) {
    List<String> scopes = Fields.texts(stored, "scopes");
    this.id = id;
    this.description = Fields.text(stored, "description").orElse("");
    this.hash = Fields.text(stored, "password").orElse("");
    this.selector = Fields.text(stored, "selector");
    this.forSmtp = scopes.contains(ANY_SCOPE) || scopes.contains(SMTP_SCOPE);
    this.ttl = Fields.seconds(stored, "ttl");
  }

  /** Empty if the entry has no id. */
  static Optional<ApplicationPassword> of(Document stored) {
    return Fields.id(stored, "_id").map(id -> new ApplicationPassword(id, stored));
  }

  ObjectId id() {
    return id;
  }

  /** The name the user gave it. */
  String description() {
    return description;
  }

  String hash() {
    return hash;
  }

  /** Whether a password with this selector can be the one; entries of old have no selector. */
  boolean mayMatch(String otherSelector) {
    return selector.map(otherSelector::equals).orElse(true);
  }

  boolean isForSmtp() {
    return forSmtp;
  }

  /** How long it lives after each use; empty if it does not expire. */
  Optional<Duration> ttl() {
    return ttl;
  }
}
