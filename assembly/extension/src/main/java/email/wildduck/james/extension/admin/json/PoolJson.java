package email.wildduck.james.extension.admin.json;

import email.wildduck.james.delivery.limit.Restraint;
import email.wildduck.james.delivery.source.SourcePool;
import email.wildduck.james.delivery.source.ZonePool;
import java.util.ArrayList;
import java.util.List;

/** A pool with its addresses. */
public final class PoolJson {
  public final String pool;
  public final List<PoolAddressJson> addresses = new ArrayList<>();

  /** Of a pool, as it is now. */
  public PoolJson(ZonePool pool, Restraint restraint) {
    this.pool = pool.name();
    for (SourcePool family : pool.families()) {
      family
          .addresses()
          .forEach(address -> addresses.add(new PoolAddressJson(address, family, restraint)));
    }
  }
}
