package email.wildduck.james.extension.admin;

import javax.inject.Inject;
import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.utils.JsonTransformer;
import spark.Service;

/**
 * {@code /wildduck/queue}: what waits where and why, and what an administrator can do about it. In
 * {@code webadmin.properties}:
 *
 * <pre>{@code
 * extensions.routes=email.wildduck.james.extension.admin.QueueRoutes
 * }</pre>
 */
public final class QueueRoutes implements Routes {
  private final CountRoutes counts;
  private final PauseRoutes pauses;
  private final MessageRoutes messages;
  private final ActionRoutes actions;
  private final InstanceRoutes instances;
  private final PoolRoutes pools;
  private final JsonTransformer json;

  /** Of its parts. */
  @Inject
  QueueRoutes(
      CountRoutes counts,
      PauseRoutes pauses,
      MessageRoutes messages,
      ActionRoutes actions,
      InstanceRoutes instances,
      PoolRoutes pools,
      JsonTransformer json) {
    this.counts = counts;
    this.pauses = pauses;
    this.messages = messages;
    this.actions = actions;
    this.instances = instances;
    this.pools = pools;
    this.json = json;
  }

  @Override
  public String getBasePath() {
    return JsonService.BASE;
  }

  @Override
  public void define(Service service) {
    JsonService routes = new JsonService(service, json);
    counts.define(routes);
    pauses.define(routes);
    messages.define(routes);
    instances.define(routes);
    pools.define(routes);
    actions.define(routes);
  }
}
