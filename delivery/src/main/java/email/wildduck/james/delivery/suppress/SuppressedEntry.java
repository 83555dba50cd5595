package email.wildduck.james.delivery.suppress;

import email.wildduck.james.core.document.Fields;
import java.time.Instant;
import java.util.Optional;
import org.bson.Document;

/** One entry of the suppression list: an address, a domain, or both. Immutable. */
public final class SuppressedEntry {
  static final String ADDRESS = "address";
  static final String DOMAIN = "domain";
  static final String CREATED = "created";

  private final String id;
  private final Optional<String> address;
  private final Optional<String> domain;
  private final Instant created;

  private SuppressedEntry(
      String id, Optional<String> address, Optional<String> domain, Instant created) {
    this.id = id;
    this.address = address;
    this.domain = domain;
    this.created = created;
  }

  /** An entry that was stored, whoever stored it. */
  static SuppressedEntry of(Document document) {
    return new SuppressedEntry(
        String.valueOf(document.get("_id")),
        Fields.text(document, ADDRESS),
        Fields.text(document, DOMAIN),
        Fields.instant(document, CREATED).orElseGet(() -> timeOfId(document)));
  }

  private static Instant timeOfId(Document document) {
    return Fields.id(document, "_id").map(id -> id.getDate().toInstant()).orElse(Instant.EPOCH);
  }

  /** 24 hexadecimal digits; what {@link SuppressionAdministration#remove} takes. */
  public String id() {
    return id;
  }

  /** The address as stored: lower case, domain in Punycode under an ASCII local part. */
  public Optional<String> address() {
    return address;
  }

  /** The domain as stored: lower case, Punycode. */
  public Optional<String> domain() {
    return domain;
  }

  /** When it was added. */
  public Instant created() {
    return created;
  }
}
