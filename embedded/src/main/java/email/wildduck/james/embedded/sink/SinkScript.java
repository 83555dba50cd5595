package email.wildduck.james.embedded.sink;

import java.util.Optional;

/** Decides what the sink replies. It is called by several connections at once. */
@FunctionalInterface
public interface SinkScript {

  /** Takes everything. */
  SinkScript ACCEPT_ALL = (stage, envelope) -> Optional.empty();

  /**
   * The reply at this point; empty for the usual one.
   *
   * @param envelope what is known so far
   */
  Optional<SmtpReply> replyTo(SmtpStage stage, Envelope envelope);
}
