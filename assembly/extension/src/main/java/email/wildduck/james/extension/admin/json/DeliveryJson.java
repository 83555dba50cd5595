package email.wildduck.james.extension.admin.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import email.wildduck.james.queue.admin.DeliveryState;
import email.wildduck.james.queue.admin.DeliveryView;
import email.wildduck.james.queue.zone.Postponement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A delivery: to whom, where it stands and why, and each attempt of our nodes. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public final class DeliveryJson {
  public final String queueId;
  public final String sequence;
  public final String recipient;
  public final String domain;
  public final String zone;
  public final String state;
  public final String why;
  public final Optional<Instant> created;
  public final Optional<Instant> nextAttempt;
  public final Optional<String> leasedBy;
  public final Optional<Instant> leasedUntil;
  public final Optional<String> instance;
  public final Optional<Instant> setAsideAt;
  public final Optional<String> setAsideReason;
  public final Optional<String> bounceReason;
  public final long deferrals;
  public final Optional<String> lastReply;
  public final Optional<Instant> postponedAt;
  public final Optional<String> postponedReason;
  public final Optional<String> postponedBy;
  public final List<AttemptJson> attempts;

  /** Of a delivery. */
  public DeliveryJson(DeliveryView view) {
    queueId = view.id();
    sequence = view.sequence();
    recipient = view.recipient();
    domain = view.domain();
    zone = view.zone();
    state = view.state().text();
    why = view.why();
    created = view.created();
    nextAttempt = isWaiting(view.state()) ? view.nextAttempt() : Optional.empty();
    leasedBy = view.leasedBy();
    leasedUntil = view.leasedUntil();
    instance = view.instance();
    setAsideAt = view.setAsideTime();
    setAsideReason = view.setAsideReason();
    bounceReason = view.bounceReason();
    deferrals = view.deferrals();
    lastReply = view.lastReply();
    postponedAt = view.postponement().map(Postponement::time);
    postponedReason = view.postponement().map(Postponement::reason);
    postponedBy = view.postponement().map(Postponement::owner);
    attempts = view.attempts().stream().map(AttemptJson::new).collect(Collectors.toList());
  }

  private static boolean isWaiting(DeliveryState state) {
    return state != DeliveryState.LEASED && state != DeliveryState.SET_ASIDE;
  }
}
