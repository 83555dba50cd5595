package email.wildduck.james.extension.admin.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import email.wildduck.james.queue.admin.DomainCount;
import java.time.Instant;
import java.util.Optional;

/** A domain in the list of those with most deliveries. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public final class DomainJson {
  public final String name;
  public final long deliveries;
  public final Optional<Instant> oldest;

  /** Of a count. */
  public DomainJson(DomainCount count) {
    name = count.domain();
    deliveries = count.deliveries();
    oldest = count.oldest();
  }
}
