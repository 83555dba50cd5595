package email.wildduck.james.mailets.deliver;

import email.wildduck.james.queue.zone.DeferralState;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.util.Objects;

/** A delivery as events and audits name it, whatever queue it is in. Immutable. */
public final class ToldDelivery {
  private final String id;
  private final String sequence;
  private final String recipient;
  private final String zone;
  private final int deferrals;

  /**
   * @param id the queue id of its message
   * @param sequence its number within the message, such as {@code 001}
   * @param recipient RCPT TO
   * @param zone its sending zone
   * @param deferrals how often it has been deferred before
   */
  public ToldDelivery(String id, String sequence, String recipient, String zone, int deferrals) {
    this.id = Objects.requireNonNull(id);
    this.sequence = Objects.requireNonNull(sequence);
    this.recipient = Objects.requireNonNull(recipient);
    this.zone = Objects.requireNonNull(zone);
    this.deferrals = deferrals;
  }

  /** One of a sending zone. */
  public static ToldDelivery of(QueuedDelivery delivery) {
    return new ToldDelivery(
        delivery.id().asString(),
        delivery.sequence(),
        delivery.recipient(),
        delivery.zone(),
        delivery.deferral().map(DeferralState::count).orElse(0));
  }

  /** The queue id of its message. */
  public String id() {
    return id;
  }

  /** Its number within the message. */
  public String sequence() {
    return sequence;
  }

  /** RCPT TO. */
  public String recipient() {
    return recipient;
  }

  /** Its sending zone. */
  public String zone() {
    return zone;
  }

  /** How often it has been deferred before. */
  public int deferrals() {
    return deferrals;
  }

  /** {@code <id>.<seq>}, as in the log. */
  @Override
  public String toString() {
    return id + "." + sequence;
  }
}
