package email.wildduck.james.extension.admin.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import email.wildduck.james.delivery.limit.Restraint;
import email.wildduck.james.delivery.source.PoolAddress;
import email.wildduck.james.delivery.source.SourcePool;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** An address of a pool: its share, what keeps it from being used, and where its plan is. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public final class PoolAddressJson {
  public final String ip;
  public final String name;
  public final double share;
  public final boolean disabled;
  public final List<SitePauseJson> blockedBy;
  public final Optional<WarmupJson> warmup;

  /** Of an address, as it is now. */
  public PoolAddressJson(PoolAddress address, SourcePool family, Restraint restraint) {
    ip = address.ip();
    name = address.source().name();
    share = Math.round(family.share(address) * 1000) / 1000.0;
    disabled = restraint.disabled().isDisabled(ip);
    blockedBy =
        restraint.disabled().sitesBlocking(address.identity()).entrySet().stream()
            .map(block -> new SitePauseJson(block.getKey(), block.getValue()))
            .collect(Collectors.toList());
    warmup = address.plan().map(plan -> new WarmupJson(ip, plan, restraint.warmup().counts()));
  }
}
