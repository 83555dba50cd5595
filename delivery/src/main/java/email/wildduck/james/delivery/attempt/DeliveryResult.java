package email.wildduck.james.delivery.attempt;

import java.util.List;
import java.util.stream.Collectors;

/** What came of an attempt. Immutable. */
public final class DeliveryResult {
  private final List<RecipientOutcome> outcomes;

  private DeliveryResult(List<RecipientOutcome> outcomes) {
    this.outcomes = List.copyOf(outcomes);
  }

  /** These outcomes, one for each recipient in their order. */
  public static DeliveryResult of(List<RecipientOutcome> outcomes) {
    return new DeliveryResult(outcomes);
  }

  /** The same failure for every recipient of a request. */
  public static DeliveryResult failed(DeliveryRequest request, Failure failure) {
    return new DeliveryResult(
        request.recipients().stream()
            .map(recipient -> RecipientOutcome.failed(recipient, failure))
            .collect(Collectors.toList()));
  }

  /** One for each recipient of the request, in their order. */
  public List<RecipientOutcome> outcomes() {
    return outcomes;
  }

  @Override
  public String toString() {
    return outcomes.toString();
  }
}
