package email.wildduck.james.extension.admin.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import email.wildduck.james.queue.admin.Page;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Deliveries that were found. There may be more as long as {@code next} is there, even when the
 * list is short or empty.
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public final class PageJson {
  public final List<DeliveryJson> deliveries;
  public final Optional<String> next;

  /** Of a page. */
  public PageJson(Page page) {
    deliveries = page.deliveries().stream().map(DeliveryJson::new).collect(Collectors.toList());
    next = page.next();
  }
}
