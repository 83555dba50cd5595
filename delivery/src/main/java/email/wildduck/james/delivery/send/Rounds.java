package email.wildduck.james.delivery.send;

import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.DeliveryResult;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.Recipient;
import email.wildduck.james.delivery.attempt.RecipientOutcome;
import email.wildduck.james.delivery.attempt.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Further transactions for the recipients that were too many for one (RFC 5321 §4.5.3.1.10): the
 * peer would have taken them, only not together with the others.
 */
final class Rounds {
  private static final String TOO_MANY_RECIPIENTS = "4.5.3";

  private final Function<DeliveryRequest, DeliveryResult> transaction;

  /**
   * @param transaction decides about every recipient of a request, and never throws
   */
  Rounds(Function<DeliveryRequest, DeliveryResult> transaction) {
    this.transaction = transaction;
  }

  /** Ends when nobody is left over, or a transaction has taken nobody. */
  DeliveryResult run(DeliveryRequest request) {
    List<RecipientOutcome> outcomes = new ArrayList<>(transaction.apply(request).outcomes());
    List<RecipientOutcome> latest = outcomes;
    List<Integer> left = leftOver(outcomes);
    while (!left.isEmpty() && latest.stream().anyMatch(RecipientOutcome::isAccepted)) {
      List<Recipient> recipients =
          left.stream().map(place -> outcomes.get(place).recipient()).collect(Collectors.toList());
      latest = transaction.apply(request.withRecipients(recipients)).outcomes();
      for (int i = 0; i < latest.size(); i++) {
        outcomes.set(left.get(i), latest.get(i));
      }
      left = leftOver(outcomes);
    }
    return DeliveryResult.of(outcomes);
  }

  private static List<Integer> leftOver(List<RecipientOutcome> outcomes) {
    List<Integer> places = new ArrayList<>();
    for (int place = 0; place < outcomes.size(); place++) {
      if (outcomes.get(place).failure().filter(Rounds::isTooMany).isPresent()) {
        places.add(place);
      }
    }
    return places;
  }

  private static boolean isTooMany(Failure failure) {
    return failure.stage() == Stage.RCPT && failure.enhancedStatus().equals(TOO_MANY_RECIPIENTS);
  }
}
