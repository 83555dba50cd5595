package email.wildduck.james.delivery.smtp;

import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.DeliveryResult;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.Peer;
import email.wildduck.james.delivery.attempt.Recipient;
import email.wildduck.james.delivery.attempt.RecipientOutcome;
import email.wildduck.james.delivery.attempt.Reply;
import email.wildduck.james.delivery.attempt.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is decided about each recipient while a transaction goes on: the first decision stands. */
final class Outcomes {
  private final List<Recipient> recipients;
  private final Peer peer;
  private final List<Optional<RecipientOutcome>> decided;

  Outcomes(DeliveryRequest request, Peer peer) {
    this.recipients = request.recipients();
    this.peer = peer;
    this.decided = new ArrayList<>();
    recipients.forEach(recipient -> decided.add(Optional.empty()));
  }

  /** The places of the recipients that nothing has been decided about. */
  List<Integer> open() {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < decided.size(); i++) {
      if (decided.get(i).isEmpty()) {
        places.add(i);
      }
    }
    return places;
  }

  Recipient recipient(int place) {
    return recipients.get(place);
  }

  void fail(int place, Failure failure) {
    decide(place, RecipientOutcome.failed(recipients.get(place), failure.at(peer)));
  }

  void failOpen(Failure failure) {
    open().forEach(place -> fail(place, failure));
  }

  /** What the peer said at the end about one of them. */
  void finish(int place, Reply reply) {
    if (reply.isPositive()) {
      decide(place, RecipientOutcome.accepted(recipients.get(place), reply, peer));
    } else {
      fail(place, Failure.replied(Stage.FINAL, reply));
    }
  }

  private void decide(int place, RecipientOutcome outcome) {
    if (decided.get(place).isEmpty()) {
      decided.set(place, Optional.of(outcome));
    }
  }

  /** When everything is decided. */
  DeliveryResult result() {
    return DeliveryResult.of(
        decided.stream().map(Optional::orElseThrow).collect(Collectors.toList()));
  }
}
