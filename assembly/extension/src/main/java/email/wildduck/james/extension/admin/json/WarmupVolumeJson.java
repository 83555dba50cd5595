package email.wildduck.james.extension.admin.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.OptionalLong;

/** What an address may send today, and has sent, to a site or to all others. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public final class WarmupVolumeJson {
  public final String site;
  public final Optional<Long> volume;
  public final long sent;

  /** Of a group; the empty text stands for all sites that are in none. No volume is no limit. */
  public WarmupVolumeJson(String group, OptionalLong volume, long sent) {
    this.site = group.isEmpty() ? "*" : group;
    this.volume = volume.isPresent() ? Optional.of(volume.getAsLong()) : Optional.empty();
    this.sent = sent;
  }
}
