package email.wildduck.james.mailets.remote;

import email.wildduck.james.core.settings.Settings;
import email.wildduck.james.queue.james.MongoMailQueueFactory;
import javax.inject.Inject;
import org.apache.james.dnsservice.api.DNSService;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.metrics.api.MetricFactory;

/**
 * As {@link DeliverByRemoteDelivery}, with what waits kept in WildDuck's queue in MongoDB, whatever
 * queues this James has otherwise: it survives the process, several nodes share it, and the owner
 * of a message sees it among what is pending. It is in no sending zone and not for ZoneMTA: {@code
 * sendingZone} is {@code james:} and the name of the queue.
 *
 * <p>The parameters are those of {@link DeliverByRemoteDelivery}.
 *
 * <pre>{@code
 * <mailet match="All" class="email.wildduck.james.mailets.remote.DeliverFromWildDuckQueue">
 *   <outgoing>wildduck-outgoing</outgoing>
 *   <startTLS>true</startTLS>
 *   <bounceProcessor>bounces</bounceProcessor>
 * </mailet>
 * }</pre>
 */
public final class DeliverFromWildDuckQueue extends DeliverByRemoteDelivery {

  /** What RemoteDelivery takes, with queues in WildDuck's MongoDB. */
  @Inject
  public DeliverFromWildDuckQueue(
      DNSService dns,
      DomainList domains,
      MongoMailQueueFactory queues,
      MetricFactory metrics,
      Settings settings,
      RemoteEvents events) {
    super(dns, domains, queues, metrics, settings, events);
  }
}
