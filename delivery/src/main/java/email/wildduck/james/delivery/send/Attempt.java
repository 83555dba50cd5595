package email.wildduck.james.delivery.send;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.delivery.attempt.DeliveryFailure;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.DeliveryResult;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.FailureCause;
import email.wildduck.james.delivery.attempt.Stage;
import email.wildduck.james.delivery.attempt.TargetHost;
import email.wildduck.james.delivery.attempt.TlsDemand;
import email.wildduck.james.delivery.pool.ConnectionPool;
import email.wildduck.james.delivery.pool.PoolKey;
import email.wildduck.james.delivery.smtp.MessageTraits;
import email.wildduck.james.delivery.smtp.SmtpConnection;
import email.wildduck.james.delivery.smtp.StaleConnectionException;
import email.wildduck.james.delivery.target.AddressLookup;
import email.wildduck.james.delivery.target.SiteSecurity;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries the hosts of one request until one has answered about the message. Used once. */
final class Attempt {
  private static final Logger LOGGER = LoggerFactory.getLogger(Attempt.class);

  private final DeliveryRequest request;
  private final MessageTraits traits;
  private final AddressLookup addresses;
  private final SiteSecurity security;
  private final ConnectionOpener opener;
  private final ConnectionPool pool;
  private final int maxAddresses;
  private final FailedHosts failed = new FailedHosts();

  Attempt(
      DeliveryRequest request,
      MessageTraits traits,
      AddressLookup addresses,
      SiteSecurity security,
      ConnectionOpener opener,
      ConnectionPool pool,
      int maxAddresses) {
    this.request = request;
    this.traits = traits;
    this.addresses = addresses;
    this.security = security;
    this.opener = opener;
    this.pool = pool;
    this.maxAddresses = maxAddresses;
  }

  /**
   * @param hosts in their order
   * @throws DeliveryFailure when there was no session with any of them
   */
  DeliveryResult at(List<TargetHost> hosts) throws DeliveryFailure {
    for (TargetHost host : connectedFirst(hosts)) {
      Optional<DeliveryResult> result = Optional.empty();
      if (failed.count() < maxAddresses) {
        result = at(host);
      }
      if (result.isPresent()) {
        return result.get();
      }
    }
    throw new DeliveryFailure(failed.worst());
  }

  /** Among hosts of the same priority, those that a connection is open to. */
  private List<TargetHost> connectedFirst(List<TargetHost> hosts) {
    List<TargetHost> ordered = new ArrayList<>(hosts);
    ordered.sort(
        Comparator.comparingInt(TargetHost::priority)
            .thenComparing(host -> !pool.has(PoolKey.of(request, host, wanted()))));
    return ordered;
  }

  private Optional<DeliveryResult> at(TargetHost host) throws DeliveryFailure {
    try {
      TlsDemand tls = demand(host);
      PoolKey key = PoolKey.of(request, host, tls);
      Optional<DeliveryResult> reused = overKept(key);
      return reused.isPresent() ? reused : overNew(host, tls, key);
    } catch (DeliveryFailure e) {
      note(e.failure());
      return Optional.empty();
    }
  }

  private TlsDemand wanted() {
    return TlsDemand.of(request.policy().tls());
  }

  private TlsDemand demand(TargetHost host) throws DeliveryFailure {
    TlsDemand demand = security.required(request, host).atLeast(wanted());
    if (demand.isImpossible()) {
      throw new DeliveryFailure(
          Failure.found(
              FailureCause.POLICY,
              Stage.LOOKUP,
              SmtpReply.of(
                  451,
                  "4.7.5",
                  "No usable TLSA records for "
                      + host.name().replaceAll("[^ -~]", "?")
                      + ", which "
                      + demand.source()
                      + " needs")));
    }
    return demand;
  }

  private Optional<DeliveryResult> overKept(PoolKey key) {
    Optional<SmtpConnection> kept = pool.take(key);
    while (kept.isPresent()) {
      try {
        return Optional.of(send(kept.get(), key));
      } catch (StaleConnectionException e) {
        LOGGER.debug("{}: {} is gone: {}", request.id(), key, e.getMessage());
        kept = pool.take(key);
      }
    }
    return Optional.empty();
  }

  private Optional<DeliveryResult> overNew(TargetHost host, TlsDemand tls, PoolKey key)
      throws DeliveryFailure {
    for (InetAddress address : addresses.addressesOf(host, request)) {
      if (failed.count() >= maxAddresses) {
        break;
      }
      try {
        return Optional.of(send(opened(host, address, tls), key));
      } catch (StaleConnectionException e) {
        throw new IllegalStateException("a new connection is not reset", e);
      } catch (DeliveryFailure e) {
        if (e.failure().stage() == Stage.TLS) {
          security.failed(request, host, tls, e.failure());
        }
        note(e.failure());
      }
    }
    return Optional.empty();
  }

  private SmtpConnection opened(TargetHost host, InetAddress address, TlsDemand tls)
      throws DeliveryFailure {
    SmtpConnection connection = opener.open(request, host, address, tls);
    try {
      security.connected(request, host, connection.peer());
      return connection;
    } catch (RuntimeException e) {
      connection.abort();
      throw e;
    }
  }

  /**
   * Goes on with the next address, unless the peer itself refused for good: that is an answer, not
   * an obstacle.
   */
  private void note(Failure failure) throws DeliveryFailure {
    LOGGER.debug("{}: {}", request.id(), failure);
    failed.add(failure);
    if (failure.reply().isPresent() && !failure.isTemporary()) {
      throw new DeliveryFailure(failure);
    }
  }

  private DeliveryResult send(SmtpConnection connection, PoolKey key)
      throws StaleConnectionException {
    boolean answered = false;
    try {
      DeliveryResult result = connection.send(request, traits);
      answered = true;
      return result;
    } finally {
      if (answered) {
        pool.give(key, connection);
      } else {
        connection.abort();
      }
    }
  }
}
