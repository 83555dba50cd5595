package email.wildduck.james.extension.admin;

import email.wildduck.james.delivery.suppress.RecentSuppressions;
import email.wildduck.james.delivery.suppress.SuppressedEntry;
import email.wildduck.james.delivery.suppress.SuppressionAdministration;
import email.wildduck.james.extension.admin.json.SuppressedJson;
import email.wildduck.james.extension.admin.json.SuppressionAddedJson;
import email.wildduck.james.extension.admin.json.SuppressionDeletedJson;
import email.wildduck.james.extension.admin.json.SuppressionListJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import javax.inject.Inject;
import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.utils.JsonTransformer;
import spark.Service;

/**
 * {@code /wildduck/suppressionlist}: who gets no mail, in the form of ZoneMTA's API ({@code
 * spec/observability.md} §5):
 *
 * <pre>{@code
 * GET    [?limit=1000][&next=...]         POST {"address": ...}, {"domain": ...} or both
 * DELETE {"id": ...}, {"address": ...} or {"domain": ...}         DELETE /{id}
 * }</pre>
 *
 * An address and a domain that are given together become one entry, which stands for both and is
 * deleted as a whole. In {@code webadmin.properties}:
 *
 * <pre>{@code
 * extensions.routes=email.wildduck.james.extension.admin.SuppressionRoutes
 * }</pre>
 */
public final class SuppressionRoutes implements Routes {
  private static final String BASE = "/wildduck/suppressionlist";
  private static final int MOST = 1000;

  private final SuppressionAdministration administration;
  private final RecentSuppressions recent;
  private final ActionLog log;
  private final JsonTransformer json;

  /** With what changes the list and logs. */
  @Inject
  SuppressionRoutes(
      SuppressionAdministration administration,
      RecentSuppressions recent,
      ActionLog log,
      JsonTransformer json) {
    this.administration = administration;
    this.recent = recent;
    this.log = log;
    this.json = json;
  }

  @Override
  public String getBasePath() {
    return BASE;
  }

  @Override
  public void define(Service service) {
    JsonService routes = new JsonService(BASE, service, json);
    routes.get("", this::list);
    routes.post("", this::add);
    routes.delete("", this::remove);
    routes.delete("/:entry", request -> remove(request.knowing(), request.path("entry")));
  }

  private SuppressionListJson list(QueueRequest request) {
    request.knowing("limit", "next");
    int most = request.number("limit", MOST, MOST);
    List<SuppressedEntry> page = administration.list(request.next(), most);
    return new SuppressionListJson(page, page.size() == most);
  }

  private SuppressionAddedJson add(QueueRequest request) {
    RequestBody body = request.knowing().body().knowing("address", "domain");
    SuppressedEntry added = add(body.text("address"), body.text("domain"));
    recent.forget();
    log.done(request, "suppress", facts(added));
    return new SuppressionAddedJson(new SuppressedJson(added));
  }

  private SuppressedEntry add(Optional<String> address, Optional<String> domain) {
    if (address.isPresent() && domain.isPresent()) {
      return valid(
          "address or domain",
          address.get() + ", " + domain.get(),
          both -> administration.addAddressAndDomain(address.get(), domain.get()));
    }
    if (address.isPresent()) {
      return valid("address", address.get(), administration::addAddress);
    }
    return valid(
        "domain",
        domain.orElseThrow(() -> Refusals.badRequest("the body must have address, domain or both")),
        administration::addDomain);
  }

  private SuppressionDeletedJson remove(QueueRequest request) {
    RequestBody body = one(request, "id", "address", "domain");
    Optional<String> address = body.text("address");
    Optional<String> domain = body.text("domain");
    if (address.isEmpty() && domain.isEmpty()) {
      return remove(request, body.required("id"));
    }
    String named = address.or(() -> domain).orElseThrow();
    String id =
        (address.isPresent()
                ? administration.removeAddress(named)
                : administration.removeDomain(named))
            .orElseThrow(() -> Refusals.notFound(named + " is not on the suppression list"));
    return removed(request, id, Map.of(address.isPresent() ? "address" : "domain", named));
  }

  private SuppressionDeletedJson remove(QueueRequest request, String id) {
    if (!administration.remove(id)) {
      throw Refusals.notFound("there is no entry " + id + " on the suppression list");
    }
    return removed(request, id, Map.of());
  }

  private SuppressionDeletedJson removed(
      QueueRequest request, String id, Map<String, String> facts) {
    recent.forget();
    Map<String, String> all = new TreeMap<>(facts);
    all.put("entry", id);
    log.done(request, "unsuppress", all);
    return new SuppressionDeletedJson(id);
  }

  private static RequestBody one(QueueRequest request, String... names) {
    RequestBody body = request.knowing().body().knowing(names);
    int given = 0;
    for (String name : names) {
      given += body.text(name).isPresent() ? 1 : 0;
    }
    if (given != 1) {
      throw Refusals.badRequest("the body must have one of " + String.join(", ", names));
    }
    return body;
  }

  private static SuppressedEntry valid(
      String name, String value, Function<String, SuppressedEntry> add) {
    try {
      return add.apply(value);
    } catch (IllegalArgumentException e) {
      throw Refusals.wrong(name, value, e.getMessage());
    }
  }

  private static Map<String, String> facts(SuppressedEntry entry) {
    Map<String, String> facts = new TreeMap<>(Map.of("entry", entry.id()));
    entry.address().ifPresent(address -> facts.put("address", address));
    entry.domain().ifPresent(domain -> facts.put("domain", domain));
    return facts;
  }
}
