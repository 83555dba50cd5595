package email.wildduck.james.delivery.smtp;

import email.wildduck.james.delivery.attempt.DeliveryFailure;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.DeliveryResult;
import email.wildduck.james.delivery.attempt.Peer;
import email.wildduck.james.delivery.attempt.Protocol;
import email.wildduck.james.delivery.attempt.Stage;
import email.wildduck.james.delivery.connect.TimeLimits;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session that is ready for a message. For one thread at a time. */
public final class SmtpConnection {
  private static final Logger LOGGER = LoggerFactory.getLogger(SmtpConnection.class);
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final Dialogue dialogue;
  private final Capabilities capabilities;
  private final Protocol protocol;
  private final Peer peer;
  private final TimeLimits limits;
  private int uses;
  private boolean dirty;

  SmtpConnection(
      Dialogue dialogue,
      Capabilities capabilities,
      Protocol protocol,
      Peer peer,
      TimeLimits limits) {
    this.dialogue = dialogue;
    this.capabilities = capabilities;
    this.protocol = protocol;
    this.peer = peer.withDsn(capabilities.has("DSN"));
    this.limits = limits;
  }

  /** The host at the other end. */
  public Peer peer() {
    return uses == 0 ? peer : peer.again();
  }

  /** How many messages it has been used for. */
  public int uses() {
    return uses;
  }

  /** Whether another message can be tried on it, as far as is known here. */
  public boolean isUsable() {
    return !dirty && !dialogue.isOver() && !dialogue.wire().hasUnexpectedInput();
  }

  /**
   * Carries one message. A connection that has been used starts with RSET.
   *
   * @throws StaleConnectionException when a used connection turns out to have ended; nothing has
   *     been sent then, and another connection may be tried
   */
  public DeliveryResult send(DeliveryRequest request, MessageTraits traits)
      throws StaleConnectionException {
    Outcomes outcomes = new Outcomes(request, peer());
    boolean reset = uses > 0;
    // Until all replies have come nobody knows where the dialogue stands.
    dirty = true;
    uses++;
    try {
      EnvelopeCommands commands = new EnvelopeCommands(request, traits, capabilities);
      String mail = commands.mail();
      Map<Integer, String> rcpts = rcpts(commands, outcomes);
      if (!rcpts.isEmpty()) {
        new Transaction(
                dialogue,
                limits,
                outcomes,
                capabilities.has("PIPELINING"),
                protocol,
                request.permit())
            .run(reset, mail, rcpts, request.message());
      }
      dirty = false;
    } catch (DeliveryFailure e) {
      outcomes.failOpen(e.failure());
      dirty = false;
    }
    return outcomes.result();
  }

  private static Map<Integer, String> rcpts(EnvelopeCommands commands, Outcomes outcomes) {
    Map<Integer, String> rcpts = new TreeMap<>();
    for (int place : outcomes.open()) {
      try {
        rcpts.put(place, commands.rcpt(outcomes.recipient(place)));
      } catch (DeliveryFailure e) {
        outcomes.fail(place, e.failure());
      }
    }
    return rcpts;
  }

  /** Keeps it open for later. */
  public void rest() {
    dialogue.wire().rest();
  }

  /** Says QUIT if that can be understood, and does not wait for the reply. */
  public void quit() {
    try {
      if (isUsable()) {
        dialogue.put(Stage.HELLO, FAREWELL, "QUIT");
        dialogue.flush(Stage.HELLO);
      }
    } catch (DeliveryFailure e) {
      LOGGER.debug("{} was gone before QUIT", peer);
    } finally {
      dialogue.wire().close();
    }
  }

  /** Closes it at once. */
  public void abort() {
    dialogue.wire().close();
  }
}
