package email.wildduck.james.extension.delivery;

import email.wildduck.james.delivery.dns.DnsJavaMailDns;
import email.wildduck.james.delivery.limit.LimitedTransport;
import email.wildduck.james.delivery.limit.Restraint;
import email.wildduck.james.delivery.limit.RestraintGauges;
import email.wildduck.james.delivery.site.Sites;
import email.wildduck.james.delivery.source.ZonePool;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.security.SecureRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transport within the limits of zones, domains and sites; its timer is ended by James' life
 * cycle. Made eagerly, behind the transport that it restrains.
 */
public final class ManagedRestraint {
  private static final Logger LOGGER = LoggerFactory.getLogger(ManagedRestraint.class);
  private static final long ROUND_SECONDS = 20;

  private final LimitedTransport transport;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "delivery-limits");
            thread.setDaemon(true);
            return thread;
          });

  /** Restrains the transport of this process. */
  @Inject
  public ManagedRestraint(
      Restraint restraint,
      ManagedTransport managed,
      DnsJavaMailDns dns,
      SecureRandom random,
      PrometheusRegistry metrics) {
    new RestraintGauges(restraint).register(metrics);
    restraint.sources().pools().stream()
        .flatMap(ZonePool::addresses)
        .filter(address -> !isOfThisMachine(address.source().address()))
        .forEach(
            address ->
                LOGGER.warn(
                    "{} in <pools> is no address of this machine: what should leave from it waits",
                    address));
    transport = restraint.on(managed.transport(), new Sites(dns, random));
    var unused =
        timer.scheduleWithFixedDelay(this::renew, ROUND_SECONDS, ROUND_SECONDS, TimeUnit.SECONDS);
  }

  private static boolean isOfThisMachine(InetAddress address) {
    try {
      return address.isAnyLocalAddress()
          || address.isLoopbackAddress()
          || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return true;
    }
  }

  private void renew() {
    try {
      transport.renew();
    } catch (RuntimeException e) {
      // it would end the timer
      LOGGER.error("What this node holds at sites could not be renewed", e);
    }
  }

  /** One for all zones. */
  public LimitedTransport transport() {
    return transport;
  }

  /** Called by James when the pipeline has stopped. */
  @PreDestroy
  public void close() {
    timer.shutdown();
  }
}
