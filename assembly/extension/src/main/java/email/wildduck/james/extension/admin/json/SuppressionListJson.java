package email.wildduck.james.extension.admin.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import email.wildduck.james.delivery.suppress.SuppressedEntry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A page of the suppression list. There may be more as long as {@code next} is there. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public final class SuppressionListJson {
  public final List<SuppressedJson> suppressed;
  public final Optional<String> next;

  /** Of a page. */
  public SuppressionListJson(List<SuppressedEntry> page, boolean full) {
    suppressed = page.stream().map(SuppressedJson::new).collect(Collectors.toList());
    next = full ? Optional.of(page.get(page.size() - 1).id()) : Optional.empty();
  }
}
