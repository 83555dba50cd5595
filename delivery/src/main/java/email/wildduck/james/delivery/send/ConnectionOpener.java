package email.wildduck.james.delivery.send;

import email.wildduck.james.delivery.attempt.DeliveryFailure;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.Login;
import email.wildduck.james.delivery.attempt.Peer;
import email.wildduck.james.delivery.attempt.Source;
import email.wildduck.james.delivery.attempt.Stage;
import email.wildduck.james.delivery.attempt.Target;
import email.wildduck.james.delivery.attempt.TargetHost;
import email.wildduck.james.delivery.attempt.TlsDemand;
import email.wildduck.james.delivery.attempt.TlsMode;
import email.wildduck.james.delivery.connect.Connector;
import email.wildduck.james.delivery.smtp.SessionOpener;
import email.wildduck.james.delivery.smtp.SessionPlan;
import email.wildduck.james.delivery.smtp.SmtpConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a connection to one address. A handshake that breaks is tried once more with the smallest
 * ClientHello, as ZoneMTA does; then opportunistic TLS is given up, and no other.
 */
final class ConnectionOpener {
  private static final Logger LOGGER = LoggerFactory.getLogger(ConnectionOpener.class);

  private final Connector connector;
  private final SessionOpener sessions;
  private final String heloName;
  private final Duration connectLimit;

  ConnectionOpener(
      Connector connector, SessionOpener sessions, String heloName, Duration connectLimit) {
    this.connector = connector;
    this.sessions = sessions;
    this.heloName = heloName;
    this.connectLimit = connectLimit;
  }

  SmtpConnection open(DeliveryRequest request, TargetHost host, InetAddress address, TlsDemand tls)
      throws DeliveryFailure {
    InetSocketAddress remote = new InetSocketAddress(address, request.target().port());
    Optional<Source> source = request.sourceFor(address);
    Peer peer = Peer.of(host.name(), remote);
    SessionPlan plan = plan(request, source, tls);
    try {
      return encrypted(request, peer, source, plan);
    } catch (DeliveryFailure e) {
      if (e.failure().stage() != Stage.TLS || !mayGoWithoutTls(plan)) {
        throw e;
      }
      LOGGER.info("{}: {} again without TLS: {}", request.id(), peer, e.failure().response());
      return open(peer, source, plan.withoutTls());
    }
  }

  private SmtpConnection encrypted(
      DeliveryRequest request, Peer peer, Optional<Source> source, SessionPlan plan)
      throws DeliveryFailure {
    try {
      return open(peer, source, plan);
    } catch (DeliveryFailure e) {
      if (e.failure().stage() != Stage.TLS || !isBrokenHandshake(e)) {
        throw e;
      }
      LOGGER.info("{}: {} again with TLS 1.3 only: {}", request.id(), peer, e.failure().response());
      return open(peer, source, plan.withSmallHello());
    }
  }

  /** Neither a certificate nor a silence gets better with fewer offers. */
  private static boolean isBrokenHandshake(DeliveryFailure failure) {
    boolean broken = false;
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException || cause instanceof SocketTimeoutException) {
        return false;
      }
      broken |= cause instanceof IOException;
    }
    return broken;
  }

  private SmtpConnection open(Peer peer, Optional<Source> source, SessionPlan plan)
      throws DeliveryFailure {
    try {
      return sessions.open(connector.connect(peer.remote(), source, connectLimit), peer, plan);
    } catch (DeliveryFailure e) {
      throw e.failure().peer().isPresent() ? e : e.at(peer);
    }
  }

  /** A login that may not be sent in the clear needs the encryption all the same. */
  private static boolean mayGoWithoutTls(SessionPlan plan) {
    return plan.tls().mode() == TlsMode.OPPORTUNISTIC
        && !plan.isImplicitTls()
        && (plan.login().isEmpty() || plan.isClearLoginAllowed());
  }

  private SessionPlan plan(DeliveryRequest request, Optional<Source> source, TlsDemand tls) {
    Target target = request.target();
    SessionPlan plain =
        SessionPlan.of(source.map(Source::name).orElse(heloName), target.protocol(), tls);
    SessionPlan plan = target.isImplicitTls() ? plain.withImplicitTls() : plain;
    Optional<Login> login = target.login();
    return login.isPresent()
        ? plan.withLogin(login.get(), request.policy().isClearLoginAllowed())
        : plan;
  }
}
