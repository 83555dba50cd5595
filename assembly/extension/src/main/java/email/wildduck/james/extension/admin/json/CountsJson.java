package email.wildduck.james.extension.admin.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import email.wildduck.james.queue.admin.DeliveryState;
import email.wildduck.james.queue.admin.QueueCounts;
import email.wildduck.james.queue.pause.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A zone or a domain: its deliveries by state, the age of the oldest, whether it is paused. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public final class CountsJson {
  public final String name;
  public final long ready;
  public final long leased;
  public final long deferred;
  public final long staged;
  public final long setAside;
  public final long elsewhere;
  public final Optional<Instant> oldest;
  public final Optional<Long> oldestSeconds;
  public final Optional<PauseJson> paused;
  public final Optional<Boolean> served;

  /**
   * @param pause what is paused of that name and kind
   * @param served of a sending zone, whether this node delivers from it
   */
  public CountsJson(
      QueueCounts counts, Optional<Pause> pause, Optional<Boolean> served, Instant now) {
    name = counts.name();
    this.served = served;
    ready = counts.count(DeliveryState.READY);
    leased = counts.count(DeliveryState.LEASED);
    deferred = counts.count(DeliveryState.DEFERRED);
    staged = counts.count(DeliveryState.STAGED);
    setAside = counts.count(DeliveryState.SET_ASIDE);
    elsewhere = counts.count(DeliveryState.ELSEWHERE);
    oldest = counts.oldest();
    oldestSeconds = oldest.map(time -> Math.max(0, Duration.between(time, now).toSeconds()));
    paused = pause.map(PauseJson::new);
  }
}
