package email.wildduck.james.extension.queue;

import email.wildduck.james.core.config.ConfigurationException;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.core.config.ZoneConfiguration;
import email.wildduck.james.mailets.deliver.DelayWarnings;
import email.wildduck.james.mailets.deliver.DeliveryEvents;
import email.wildduck.james.mailets.deliver.ObservedWork;
import email.wildduck.james.mailets.deliver.SuppressionRule;
import email.wildduck.james.mailets.deliver.UnsuppressedWork;
import email.wildduck.james.queue.cancel.Cancellations;
import email.wildduck.james.queue.delay.Delays;
import email.wildduck.james.queue.egress.ConsumerIntake;
import email.wildduck.james.queue.egress.Ending;
import email.wildduck.james.queue.egress.Gathering;
import email.wildduck.james.queue.egress.Reporting;
import email.wildduck.james.queue.egress.Warning;
import email.wildduck.james.queue.egress.WorkGate;
import email.wildduck.james.queue.egress.ZoneConsumer;
import email.wildduck.james.queue.egress.ZoneLimits;
import email.wildduck.james.queue.failure.Failures;
import email.wildduck.james.queue.failure.Reports;
import email.wildduck.james.queue.james.EgressPipeline;
import email.wildduck.james.queue.pause.Pauses;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.zone.SendingQueue;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import org.apache.james.mailetcontainer.api.MailProcessor;
import org.apache.james.mailetcontainer.lib.AbstractStateCompositeProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivery from the sending zones through James' processors {@code egress} and {@code bounces}, and
 * the sweeper. To be started when the pipeline is ready; made after it, so that it is closed before
 * it.
 */
public final class Egress {
  private static final Logger LOGGER = LoggerFactory.getLogger(Egress.class);
  private static final String EXPIRED = "it could not be delivered in the time that is given to it";

  /** How long deliveries that have begun may go on when the server stops. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final WildDuckConfiguration configuration;
  private final QueueStore store;
  private final SendingQueue queue;
  private final Pauses pauses;
  private final Predicate<String> isProcessor;
  private final ConsumerIntake intake;
  private final Failures failures;
  private final Reporting reporting;
  private final Delays delays;
  private final Warning warning;
  private final Gathering gathering;
  private final Cancellations cancellations;
  private final Ending ending;
  private final List<ZoneConsumer> consumers = new ArrayList<>();
  private Optional<SweepTimer> sweeps = Optional.empty();

  /** With what this process uses. */
  @Inject
  public Egress(
      WildDuckConfiguration configuration,
      QueueStore store,
      SendingQueue queue,
      Pauses pauses,
      Failures failures,
      Reports reports,
      Delays delays,
      DelayWarnings warnings,
      ConsumerIntake intake,
      MailProcessor processors,
      DeliveryEvents events,
      SuppressionRule suppressions,
      WorkGate gate,
      Cancellations cancellations,
      Clock clock) {
    this.configuration = configuration;
    this.store = store;
    this.queue = queue;
    this.pauses = pauses;
    this.intake = intake;
    this.cancellations = cancellations;
    this.isProcessor =
        name ->
            processors instanceof AbstractStateCompositeProcessor
                && ((AbstractStateCompositeProcessor) processors).getProcessor(name) != null;
    EgressPipeline pipeline = new EgressPipeline(queue, processors::service, isProcessor);
    this.failures = failures;
    this.reporting = new Reporting(queue, failures, reports, pipeline, events, clock);
    this.delays = delays;
    this.warning = new Warning(delays, warnings, events, clock);
    this.gathering =
        Gathering.start(reporting, warning, failures, configuration.bounces().gatherFor(), clock);
    this.ending =
        new Ending(
            queue,
            new ObservedWork(new UnsuppressedWork(pipeline, suppressions), events),
            gate,
            cancellations,
            gathering,
            events,
            clock);
  }

  /**
   * Begins.
   *
   * @throws ConfigurationException when James has no such processors
   */
  public void start() {
    boolean delivering = configuration.queue().isDelivering();
    if (delivering) {
      requireProcessor("egress");
      requireProcessor("bounces");
      configuration.zones().all().stream()
          .filter(zone -> !zone.isDisabled())
          .map(this::consumer)
          .forEach(consumers::add);
      consumers.forEach(intake::add);
    } else {
      LOGGER.info("Nothing is delivered from here: <queue/deliver> is false");
    }
    sweeps =
        Optional.of(
            SweepTimer.start(
                store,
                queue,
                failures,
                delays,
                cancellations,
                configuration.queue(),
                delivering ? Optional.of(group -> ending.giveUp(group, EXPIRED)) : Optional.empty(),
                delivering ? Optional.of(reporting::isOver) : Optional.empty(),
                delivering ? Optional.of(warning::isOver) : Optional.empty()));
  }

  private ZoneConsumer consumer(ZoneConfiguration zone) {
    LOGGER.info("Zone {}: {} deliveries at the same time", zone.name(), zone.connections());
    ZoneLimits limits =
        new ZoneLimits(
            zone.name(),
            zone.connections(),
            configuration.domains().maxConnections(),
            DomainLimits.in(zone, configuration));
    return ZoneConsumer.start(limits, store, queue, pauses, ending, GRACE);
  }

  private void requireProcessor(String name) {
    if (!isProcessor.test(name)) {
      throw new ConfigurationException(
          "mailetcontainer.xml: there is no processor \""
              + name
              + "\" to deliver what is in the sending zones; add it, or set <queue><deliver> of"
              + " wildduck.xml to false");
    }
  }

  /** Takes no more and lets what has begun end; called by James when it stops. */
  @PreDestroy
  public void close() {
    sweeps.ifPresent(SweepTimer::close);
    consumers.parallelStream().forEach(ZoneConsumer::close);
    gathering.close();
  }
}
