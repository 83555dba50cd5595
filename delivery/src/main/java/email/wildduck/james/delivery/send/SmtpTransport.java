package email.wildduck.james.delivery.send;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.delivery.attempt.DeliveryFailure;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.DeliveryResult;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.FailureCause;
import email.wildduck.james.delivery.attempt.Stage;
import email.wildduck.james.delivery.attempt.Transport;
import email.wildduck.james.delivery.connect.Connector;
import email.wildduck.james.delivery.connect.TlsClient;
import email.wildduck.james.delivery.connect.TlsTrust;
import email.wildduck.james.delivery.connect.Watchdog;
import email.wildduck.james.delivery.dns.MailDns;
import email.wildduck.james.delivery.pool.ConnectionPool;
import email.wildduck.james.delivery.smtp.MessageTraits;
import email.wildduck.james.delivery.smtp.SessionOpener;
import email.wildduck.james.delivery.target.AddressLookup;
import email.wildduck.james.delivery.target.HostLookup;
import email.wildduck.james.delivery.target.LocalAddresses;
import email.wildduck.james.delivery.target.SiteSecurity;
import java.io.IOException;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers over SMTP and LMTP, on the caller's thread. As many attempts run at once as callers
 * make; limits for sites and zones are theirs.
 */
public final class SmtpTransport implements Transport {
  private static final Logger LOGGER = LoggerFactory.getLogger(SmtpTransport.class);

  private final TransportSettings settings;
  private final HostLookup hosts;
  private final AddressLookup addresses;
  private final SiteSecurity security;
  private final TransportTimer timer;
  private final ConnectionOpener opener;
  private final ConnectionPool pool;

  /**
   * @param security what domains have published about their encryption
   * @param trust who vouches for certificates
   * @param random shuffles hosts of equal priority
   */
  public SmtpTransport(
      TransportSettings settings,
      MailDns dns,
      SiteSecurity security,
      TlsTrust trust,
      Random random) {
    this.settings = settings;
    this.hosts = new HostLookup(dns, random);
    this.addresses = new AddressLookup(dns, LocalAddresses.ofThisMachine());
    this.security = security;
    this.pool = new ConnectionPool(settings.reuseLimits(), System::nanoTime);
    this.timer = new TransportTimer(pool);
    Watchdog watchdog = timer.watchdog();
    this.opener =
        new ConnectionOpener(
            new Connector(watchdog),
            new SessionOpener(new TlsClient(trust), settings.timeLimits()),
            settings.heloName(),
            settings.timeLimits().connect());
  }

  @Override
  public DeliveryResult deliver(DeliveryRequest request) {
    if (!timer.enter()) {
      return DeliveryResult.failed(request, local("The server is being stopped"));
    }
    try {
      return new Rounds(this::decide).run(request);
    } finally {
      timer.leave();
    }
  }

  /** Whatever happens becomes an outcome of every recipient. */
  private DeliveryResult decide(DeliveryRequest request) {
    try {
      return attempt(request);
    } catch (DeliveryFailure e) {
      return DeliveryResult.failed(request, e.failure());
    } catch (IOException e) {
      LOGGER.warn("{}: the message could not be read", request.id(), e);
      return DeliveryResult.failed(request, local("The message could not be read"));
    } catch (RuntimeException e) {
      LOGGER.error("{}: an unexpected error", request.id(), e);
      return DeliveryResult.failed(request, local("Internal error"));
    }
  }

  private DeliveryResult attempt(DeliveryRequest request) throws DeliveryFailure, IOException {
    // Before a connection is opened: a message that cannot be read costs no peer anything.
    MessageTraits traits = MessageTraits.of(request.message());
    Attempt attempt =
        new Attempt(request, traits, addresses, security, opener, pool, settings.maxAddresses());
    return attempt.at(hosts.hostsOf(request.target()));
  }

  private static Failure local(String text) {
    return Failure.found(FailureCause.LOCAL, Stage.LOOKUP, SmtpReply.of(451, "4.3.0", text));
  }

  /** How many connections wait for another message. */
  public int idleConnections() {
    return pool.size();
  }

  /** How often a connection was used for another message so far. */
  public long reusedConnections() {
    return pool.reuses();
  }

  @Override
  public void close() {
    pool.close();
    timer.close();
  }
}
