package email.wildduck.james.queue.admin;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** How much was left behind by nodes that were killed. Immutable. */
public final class Abandoned {
  private final long ended;
  private final long held;
  private final Set<String> owners;
  private final Instant heldUntil;
  private final long staged;
  private final long inQueuesOfJames;

  Abandoned(
      long ended,
      long held,
      Set<String> owners,
      Instant heldUntil,
      long staged,
      long inQueuesOfJames) {
    this.ended = ended;
    this.held = held;
    this.owners = Set.copyOf(owners);
    this.heldUntil = heldUntil;
    this.staged = staged;
    this.inQueuesOfJames = inQueuesOfJames;
  }

  /** Deliveries whose lease has run out. */
  public long ended() {
    return ended;
  }

  /** Deliveries whose lease has not run out: a node that runs may be at work on them. */
  public long held() {
    return held;
  }

  /** Who holds those. */
  public Set<String> owners() {
    return owners;
  }

  /** When the last lease of those runs out, unless a node renews it; empty when there is none. */
  public Optional<Instant> heldUntil() {
    return held == 0 ? Optional.empty() : Optional.of(heldUntil);
  }

  /** Deliveries of hand-overs that have not ended. */
  public long staged() {
    return staged;
  }

  /** Mails in the spool and other queues of James, which only a node of ours can send on. */
  public long inQueuesOfJames() {
    return inQueuesOfJames;
  }
}
