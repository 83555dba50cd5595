package email.wildduck.james.delivery.attempt;

import java.util.Objects;
import java.util.Optional;

/** What came of one recipient. Immutable. */
public final class RecipientOutcome {
  private final Recipient recipient;
  private final String response;
  private final Optional<Peer> peer;
  private final Optional<Failure> failure;

  private RecipientOutcome(
      Recipient recipient, String response, Optional<Peer> peer, Optional<Failure> failure) {
    this.recipient = Objects.requireNonNull(recipient);
    this.response = response;
    this.peer = peer;
    this.failure = failure;
  }

  /** The peer has taken the message for it. */
  public static RecipientOutcome accepted(Recipient recipient, Reply reply, Peer peer) {
    return new RecipientOutcome(recipient, reply.response(), Optional.of(peer), Optional.empty());
  }

  /** The peer has not, or it is not known whether it has. */
  public static RecipientOutcome failed(Recipient recipient, Failure failure) {
    return new RecipientOutcome(
        recipient, failure.response(), failure.peer(), Optional.of(failure));
  }

  /** Whose outcome this is. */
  public Recipient recipient() {
    return recipient;
  }

  /** Whether the peer is responsible for the message from now on. */
  public boolean isAccepted() {
    return failure.isEmpty();
  }

  /** Why not; empty when the message was accepted. */
  public Optional<Failure> failure() {
    return failure;
  }

  /** What ZoneMTA logs as response: all lines of the reply, or our own wording of the failure. */
  public String response() {
    return response;
  }

  /** The host; always there when the message was accepted. */
  public Optional<Peer> peer() {
    return peer;
  }

  @Override
  public String toString() {
    return recipient + ": " + response.replace('\n', ' ');
  }
}
