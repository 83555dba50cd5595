package email.wildduck.james.delivery.smtp;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.delivery.attempt.DeliveryFailure;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.FailureCause;
import email.wildduck.james.delivery.attempt.Peer;
import email.wildduck.james.delivery.attempt.Protocol;
import email.wildduck.james.delivery.attempt.Reply;
import email.wildduck.james.delivery.attempt.Stage;
import email.wildduck.james.delivery.attempt.TlsMode;
import email.wildduck.james.delivery.connect.TimeLimits;
import email.wildduck.james.delivery.connect.TlsClient;
import email.wildduck.james.delivery.connect.Wire;
import java.io.IOException;

/** Opens sessions: greeting, EHLO, STARTTLS, EHLO again, AUTH. Thread-safe. */
public final class SessionOpener {
  private static final int READY_FOR_TLS = 220;

  private final TlsClient tls;
  private final TimeLimits limits;

  /** Waits as long as {@code limits} say. */
  public SessionOpener(TlsClient tls, TimeLimits limits) {
    this.tls = tls;
    this.limits = limits;
  }

  /**
   * Opens a session on a connection. When that fails the connection is closed.
   *
   * @param peer the host as far as it is known
   * @throws DeliveryFailure with the stage that it failed at; at {@link Stage#TLS} when there was
   *     no encryption to be had that the plan demands or that the peer had offered
   */
  public SmtpConnection open(Wire wire, Peer peer, SessionPlan plan) throws DeliveryFailure {
    Dialogue dialogue = new Dialogue(wire);
    Peer connected = peer.from(wire.localAddress());
    try {
      return greet(dialogue, connected, plan);
    } catch (DeliveryFailure e) {
      wire.close();
      throw e.at(connected);
    } catch (RuntimeException e) {
      wire.close();
      throw e;
    }
  }

  private SmtpConnection greet(Dialogue dialogue, Peer peer, SessionPlan plan)
      throws DeliveryFailure {
    Peer reached = plan.isImplicitTls() ? encrypt(dialogue, peer, plan) : peer;
    Reply greeting = dialogue.read(Stage.GREETING, limits.greeting());
    if (!greeting.isPositive()) {
      throw new DeliveryFailure(Failure.replied(Stage.GREETING, greeting));
    }
    Capabilities capabilities = hello(dialogue, plan);
    if (plan.tls().mode() != TlsMode.OFF
        && !plan.isImplicitTls()
        && startTls(dialogue, capabilities, plan)) {
      reached = encrypt(dialogue, peer, plan);
      capabilities = hello(dialogue, plan);
    }
    if (plan.login().isPresent()) {
      new LoginDialogue(dialogue, capabilities, limits.command())
          .login(plan.login().get(), reached.tls().isPresent(), plan.isClearLoginAllowed());
    }
    return new SmtpConnection(dialogue, capabilities, plan.protocol(), reached, limits);
  }

  private Capabilities hello(Dialogue dialogue, SessionPlan plan) throws DeliveryFailure {
    boolean lmtp = plan.protocol() == Protocol.LMTP;
    Reply reply =
        dialogue.ask(Stage.HELLO, limits.command(), (lmtp ? "LHLO " : "EHLO ") + plan.heloName());
    if (reply.isPositive()) {
      return Capabilities.of(reply);
    }
    if (lmtp || !reply.isPermanent()) {
      throw new DeliveryFailure(Failure.replied(Stage.HELLO, reply));
    }
    Reply old = dialogue.ask(Stage.HELLO, limits.command(), "HELO " + plan.heloName());
    if (!old.isPositive()) {
      throw new DeliveryFailure(Failure.replied(Stage.HELLO, old));
    }
    return Capabilities.none();
  }

  /** Whether the handshake is to follow. */
  private boolean startTls(Dialogue dialogue, Capabilities capabilities, SessionPlan plan)
      throws DeliveryFailure {
    if (!capabilities.has("STARTTLS")) {
      return orPlaintext(plan, "The peer offers no encryption");
    }
    Reply reply = dialogue.ask(Stage.TLS, limits.command(), "STARTTLS");
    if (dialogue.isOver()) {
      throw new DeliveryFailure(Failure.replied(Stage.TLS, reply));
    }
    return reply.code() == READY_FOR_TLS
        || orPlaintext(plan, "The peer refused encryption with " + reply.code());
  }

  private static boolean orPlaintext(SessionPlan plan, String reason) throws DeliveryFailure {
    if (!plan.tls().mode().allowsPlaintext()) {
      throw new DeliveryFailure(
          Failure.found(
              FailureCause.POLICY,
              Stage.TLS,
              SmtpReply.of(451, "4.7.5", reason + ", which " + plan.tls().source() + " needs")));
    }
    return false;
  }

  private Peer encrypt(Dialogue dialogue, Peer peer, SessionPlan plan) throws DeliveryFailure {
    Wire wire = dialogue.wire();
    wire.within(limits.tls());
    try {
      return peer.over(tls.encrypt(wire, peer.host(), plan.tls(), plan.isSmallHello()));
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage()).replaceAll("[^ -~]", "?");
      throw new DeliveryFailure(
          Failure.found(
              FailureCause.POLICY,
              Stage.TLS,
              SmtpReply.of(451, "4.7.5", "TLS failed" + onBehalf(plan) + ": " + reason)),
          e);
    }
  }

  /** Names a domain's policy, so that whoever reads it knows where to look. */
  private static String onBehalf(SessionPlan plan) {
    return plan.tls().mode().allowsPlaintext() ? "" : " for " + plan.tls().source();
  }
}
