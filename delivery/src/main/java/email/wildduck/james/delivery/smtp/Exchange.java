package email.wildduck.james.delivery.smtp;

import email.wildduck.james.delivery.attempt.DeliveryFailure;
import email.wildduck.james.delivery.attempt.Reply;
import email.wildduck.james.delivery.attempt.Stage;
import email.wildduck.james.delivery.connect.TimeLimits;
import java.time.Duration;
import java.util.Collection;

/**
 * The commands of a transaction and their replies: one by one, or with PIPELINING (RFC 2920) all
 * commands first. Used once.
 */
final class Exchange {
  private final Dialogue dialogue;
  private final TimeLimits limits;
  private final boolean pipelining;

  Exchange(Dialogue dialogue, TimeLimits limits, boolean pipelining) {
    this.dialogue = dialogue;
    this.limits = limits;
    this.pipelining = pipelining;
  }

  /**
   * Sends ahead what may be, and RSET first if it is asked for.
   *
   * @throws StaleConnectionException when RSET was not answered as it should be
   */
  void begin(boolean reset, String mail, Collection<String> rcpts) throws StaleConnectionException {
    if (pipelining) {
      sendAhead(reset, mail, rcpts);
    }
    if (reset) {
      reset();
    }
  }

  private void sendAhead(boolean reset, String mail, Collection<String> rcpts)
      throws StaleConnectionException {
    try {
      if (reset) {
        dialogue.put(Stage.MAIL, limits.reset(), "RSET");
      }
      dialogue.put(Stage.MAIL, limits.command(), mail);
      for (String rcpt : rcpts) {
        dialogue.put(Stage.RCPT, limits.command(), rcpt);
      }
      dialogue.put(Stage.DATA, limits.dataStart(), "DATA");
      dialogue.flush(Stage.MAIL);
    } catch (DeliveryFailure e) {
      if (reset) {
        throw new StaleConnectionException(e);
      }
      // The peer may have said why it closed: that is read with the replies.
    }
  }

  private void reset() throws StaleConnectionException {
    try {
      Reply reply = reply(Stage.MAIL, limits.reset(), "RSET");
      if (!reply.isPositive()) {
        throw new StaleConnectionException("RSET was answered with " + reply.code());
      }
    } catch (DeliveryFailure e) {
      throw new StaleConnectionException(e);
    }
  }

  /** The reply to MAIL or RCPT. */
  Reply reply(Stage stage, String command) throws DeliveryFailure {
    return reply(stage, limits.command(), command);
  }

  /** The reply to a command, which is sent now unless it was sent ahead. */
  Reply reply(Stage stage, Duration limit, String command) throws DeliveryFailure {
    return pipelining ? dialogue.read(stage, limit) : dialogue.ask(stage, limit, command);
  }
}
