package email.wildduck.james.extension.queue;

import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.delivery.share.Note;
import email.wildduck.james.delivery.share.Notes;
import email.wildduck.james.delivery.share.SharedRedis;
import email.wildduck.james.queue.cancel.EarlyEndings;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import javax.inject.Inject;
import javax.inject.Singleton;

/** Tells the other nodes through Redis. While that is away each node knows its own only. */
@Singleton
public final class SharedEndings implements EarlyEndings {
  private final Notes notes;
  private final Duration life;
  private final Clock clock;

  /** With the Redis of all nodes, which look at each sweep. */
  @Inject
  public SharedEndings(SharedRedis redis, WildDuckConfiguration configuration, Clock clock) {
    this.notes = new Notes(redis, "ended", Duration.ZERO, Duration.ZERO, clock);
    this.life = configuration.queue().sweepInterval().multipliedBy(2).plusMinutes(1);
    this.clock = clock;
  }

  @Override
  public void note(String delivery) {
    notes.put(delivery, new Note(clock.instant().plus(life), 1, "ended"));
  }

  @Override
  public Set<String> all() {
    return notes.all().keySet();
  }
}
