package email.wildduck.james.extension.admin.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import email.wildduck.james.delivery.suppress.SuppressedEntry;
import java.time.Instant;
import java.util.Optional;

/** An entry of the suppression list, in the form of ZoneMTA. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public final class SuppressedJson {
  public final String id;
  public final Optional<String> address;
  public final Optional<String> domain;
  public final Instant created;

  /** Of an entry. */
  public SuppressedJson(SuppressedEntry entry) {
    id = entry.id();
    address = entry.address();
    domain = entry.domain();
    created = entry.created();
  }
}
