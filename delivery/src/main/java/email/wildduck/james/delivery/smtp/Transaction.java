package email.wildduck.james.delivery.smtp;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.delivery.attempt.DeliveryFailure;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.FailureCause;
import email.wildduck.james.delivery.attempt.Permit;
import email.wildduck.james.delivery.attempt.Protocol;
import email.wildduck.james.delivery.attempt.Reply;
import email.wildduck.james.delivery.attempt.Stage;
import email.wildduck.james.delivery.connect.TimeLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One message: MAIL, RCPT for each recipient, DATA, the message. With PIPELINING (RFC 2920) the
 * commands go out together. Used once.
 */
final class Transaction {
  private static final int SEND_MESSAGE = 354;
  private static final SmtpReply BROKEN = SmtpReply.of(451, "4.4.2", "The connection broke");

  private final Dialogue dialogue;
  private final TimeLimits limits;
  private final Outcomes outcomes;
  private final boolean pipelining;
  private final Exchange exchange;
  private final Protocol protocol;
  private final Permit permit;

  /**
   * @param permit asked before the first command, and right before the final dot
   */
  Transaction(
      Dialogue dialogue,
      TimeLimits limits,
      Outcomes outcomes,
      boolean pipelining,
      Protocol protocol,
      Permit permit) {
    this.dialogue = dialogue;
    this.limits = limits;
    this.outcomes = outcomes;
    this.pipelining = pipelining;
    this.exchange = new Exchange(dialogue, limits, pipelining);
    this.protocol = protocol;
    this.permit = permit;
  }

  /**
   * Decides about every recipient.
   *
   * @param reset whether RSET goes first
   * @param mail the command MAIL
   * @param rcpts the commands RCPT, by the place of the recipient; not empty
   * @throws StaleConnectionException when RSET was not answered as it should be, or the connection
   *     ended before the reply to MAIL
   */
  void run(boolean reset, String mail, Map<Integer, String> rcpts, ByteSource message)
      throws StaleConnectionException {
    if (!permit.isGiven()) {
      outcomes.failOpen(noPermit(Stage.MAIL));
      return;
    }
    exchange.begin(reset, mail, rcpts.values());
    try {
      envelope(start(reset, mail), rcpts, message);
      // Nobody is left but when the commands could not be sent and MAIL was answered all the same.
      outcomes.failOpen(Failure.found(FailureCause.NETWORK, Stage.RCPT, BROKEN));
    } catch (DeliveryFailure e) {
      dialogue.abandon();
      outcomes.failOpen(e.failure());
    }
  }

  /** Why nothing is sent without a permit. */
  static Failure noPermit(Stage stage) {
    return Failure.found(
        FailureCause.LOCAL,
        stage,
        SmtpReply.of(451, "4.3.0", "It was not certain that the message is still ours to deliver"));
  }

  /** A kept connection that ends here has carried nothing of this message: it is stale as well. */
  private Reply start(boolean reset, String mail) throws DeliveryFailure, StaleConnectionException {
    try {
      Reply reply = exchange.reply(Stage.MAIL, mail);
      if (reset && dialogue.isOver()) {
        throw new StaleConnectionException("MAIL was answered with " + reply.code());
      }
      return reply;
    } catch (DeliveryFailure e) {
      if (reset) {
        throw new StaleConnectionException(e);
      }
      throw e;
    }
  }

  private void envelope(Reply started, Map<Integer, String> rcpts, ByteSource message)
      throws DeliveryFailure {
    if (!started.isPositive()) {
      outcomes.failOpen(Failure.replied(Stage.MAIL, started));
    }
    List<Integer> accepted = new ArrayList<>();
    for (Map.Entry<Integer, String> rcpt : rcpts.entrySet()) {
      if (dialogue.isOver() || !pipelining && !started.isPositive()) {
        return;
      }
      Reply reply = exchange.reply(Stage.RCPT, rcpt.getValue());
      if (dialogue.isOver()) {
        // 421: those who were accepted before will not get a message either.
        outcomes.failOpen(Failure.replied(Stage.RCPT, reply));
        return;
      }
      if (started.isPositive() && reply.isPositive()) {
        accepted.add(rcpt.getKey());
      } else {
        outcomes.fail(rcpt.getKey(), Failure.replied(Stage.RCPT, reply));
      }
    }
    data(accepted, message);
  }

  private void data(List<Integer> accepted, ByteSource message) throws DeliveryFailure {
    if (!pipelining && accepted.isEmpty()) {
      return;
    }
    Reply ready = exchange.reply(Stage.DATA, limits.dataStart(), "DATA");
    MessageSender sender = new MessageSender(dialogue, limits, permit);
    if (ready.code() != SEND_MESSAGE) {
      outcomes.failOpen(Failure.replied(Stage.DATA, ready));
    } else if (accepted.isEmpty()) {
      sender.sendNothing();
      passOverReply();
    } else {
      send(sender, message);
      finish(accepted);
    }
  }

  /** LMTP has a reply for each recipient: for none, there is nothing to wait for. */
  private void passOverReply() throws DeliveryFailure {
    if (protocol == Protocol.LMTP) {
      dialogue.abandon();
    } else {
      Reply unused = dialogue.read(Stage.FINAL, limits.dataEnd());
    }
  }

  /** A peer that gives up in the middle may say why before it closes. */
  private void send(MessageSender sender, ByteSource message) throws DeliveryFailure {
    try {
      sender.send(message);
    } catch (DeliveryFailure e) {
      if (dialogue.isOver()) {
        Reply reason = lastWords(e);
        throw new DeliveryFailure(Failure.replied(Stage.DATA, reason), e);
      }
      throw e;
    }
  }

  private Reply lastWords(DeliveryFailure broken) throws DeliveryFailure {
    try {
      return dialogue.read(Stage.DATA, limits.reset());
    } catch (DeliveryFailure e) {
      throw broken;
    }
  }

  private void finish(List<Integer> accepted) throws DeliveryFailure {
    if (protocol == Protocol.LMTP) {
      for (int place : accepted) {
        outcomes.finish(place, dialogue.read(Stage.FINAL, limits.dataEnd()));
      }
    } else {
      Reply reply = dialogue.read(Stage.FINAL, limits.dataEnd());
      accepted.forEach(place -> outcomes.finish(place, reply));
    }
  }
}
