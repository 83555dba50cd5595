package email.wildduck.james.queue;

import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.queue.delay.Delays;
import email.wildduck.james.queue.egress.DeliveryGroup;
import email.wildduck.james.queue.egress.FailureObserver;
import email.wildduck.james.queue.egress.Outcome;
import email.wildduck.james.queue.egress.ReportWork;
import email.wildduck.james.queue.egress.Reporting;
import email.wildduck.james.queue.egress.Warning;
import email.wildduck.james.queue.egress.WarningWork;
import email.wildduck.james.queue.failure.Failures;
import email.wildduck.james.queue.failure.Reports;
import email.wildduck.james.queue.failure.WrittenReport;
import email.wildduck.james.queue.handover.HandOver;
import email.wildduck.james.queue.handover.HandOverPlan;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.pause.Pauses;
import email.wildduck.james.queue.route.DeliveryTarget;
import email.wildduck.james.queue.store.ArrivalPlace;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.NewMessage;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.QueueStoreSettings;
import email.wildduck.james.queue.store.TakenEntry;
import email.wildduck.james.queue.sweep.SweepSettings;
import email.wildduck.james.queue.sweep.Sweeper;
import email.wildduck.james.queue.zone.FinalFailure;
import email.wildduck.james.queue.zone.PausableIntake;
import email.wildduck.james.queue.zone.SendingQueue;
import email.wildduck.james.queue.zone.TakeRequest;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bson.Document;

/** All parts of the queue as one process has them, with hooks to crash it. Not started. */
public final class QueueNode {
  public static final String SPOOL = "james:spool";

  /** The zone of reports; each has a subject of {@code <id>/<recipient>} for those that failed. */
  public static final String REPORTS = "bounces";

  public static final Duration GATHER = Duration.ofSeconds(10);

  public static final Duration WARN_AFTER = Duration.ofHours(3);

  public final CrashAt crash = new CrashAt();
  public final QueueCollections collections;
  public final QueueStore store;
  public final Pauses pauses;
  public final SendingQueue sending;
  public final TestIntake intake = new TestIntake();
  public final HandOver handOver;
  public final Reports reports;
  public final Failures failures;
  public final Reporting reporting;
  public final Delays delays;
  public final Warning warning;
  public final Sweeper sweeper;
  public final List<TakenDelivery> expired = new ArrayList<>();
  private final QueueIdGenerator reportIds;
  private final Clock clock;

  public QueueNode(MongoDatabase database, Clock clock, String suffix) {
    this(database, clock, suffix, QueueDatabase.SETTINGS);
  }

  public QueueNode(
      MongoDatabase database, Clock clock, String suffix, QueueStoreSettings settings) {
    this.clock = clock;
    // other ones after a restart, though the clock of a test stands still
    this.reportIds = new QueueIdGenerator(clock, QueueIdGenerator.randomSuffix(new SecureRandom()));
    this.collections = QueueCollections.of(CutDatabase.of(database, crash), settings, clock, crash);
    this.store = new QueueStore(collections, new QueueIdGenerator(clock, suffix));
    this.pauses = new Pauses(collections);
    this.sending = new SendingQueue(store, pauses, new Random(7));
    this.handOver = new HandOver(store, new PausableIntake(intake, pauses));
    this.reports = new Reports(store);
    this.failures = new Failures(store, GATHER);
    this.reporting = reporting(this::report);
    this.delays = new Delays(store, sending, Optional.of(WARN_AFTER), GATHER);
    this.warning = warning(delayed -> Optional.of(written(delayed.deliveries())));
    this.sweeper = sweeper(SweepSettings.defaults());
  }

  /** A sweeper that keeps what is over its age, and reports what has failed. */
  public Sweeper sweeper(SweepSettings settings) {
    return new Sweeper(
        store,
        sending,
        failures,
        delays,
        settings,
        Optional.of(group -> expired.addAll(group.deliveries())),
        Optional.of(reporting::isOver),
        Optional.of(warning::isOver));
  }

  /** Reporting by other work. */
  public Reporting reporting(ReportWork work) {
    return new Reporting(sending, failures, reports, work, FailureObserver.none(), clock);
  }

  /** Warnings by other work. */
  public Warning warning(WarningWork work) {
    return new Warning(delays, work, FailureObserver.none(), clock);
  }

  /** Writes a report. */
  public Map<TakenDelivery, Outcome> report(DeliveryGroup failed) {
    return failed.all(Outcome.bounced("", "").reportedBy(written(failed.deliveries())));
  }

  /** The same. */
  public WrittenReport written(List<TakenDelivery> failed) {
    String subject =
        failed.stream()
            .map(taken -> taken.delivery().id() + "/" + taken.delivery().recipient())
            .collect(Collectors.joining(" "));
    try {
      return reports.write(
          reportIds.next(),
          NewMessage.of(message(subject), "", List.of("a@example.com")).withInterface("bounce"),
          NewDelivery.to(REPORTS, "a@example.com", clock.instant(), DeliveryTarget.mxOfDomain()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends a delivery that was refused. */
  public boolean fail(TakenDelivery... refused) {
    return reporting.isToFollow(
        Arrays.stream(refused)
            .map(
                taken ->
                    taken.failed(
                        FinalFailure.ofAttempt(clock.instant(), "5.1.1", "550 5.1.1 No such user")
                            .withHost("mx.example.net")))
            .collect(Collectors.toList()));
  }

  /** Takes the reports, ends them, and tells what they say. */
  public List<String> takeReports() {
    List<String> subjects = new ArrayList<>();
    for (TakenDelivery report : sending.take(TakeRequest.of(REPORTS, 100))) {
      try {
        subjects.add(sending.load(report).data().headers().first("Subject").orElseThrow().value());
      } catch (BrokenEntryException e) {
        throw new IllegalStateException(e);
      }
      sending.finish(report);
    }
    return subjects;
  }

  /** Accepts a message into the spool, as the front door does. */
  public QueueId accept(QueueId id, List<String> recipients) {
    try {
      return store.add(
          NewMessage.of(message("accepted"), "a@example.com", recipients).withId(id),
          NewDelivery.of(SPOOL, recipients.get(0), clock.instant(), new Document()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Accepts a message that a consumer of the spool is given. */
  public void acceptGiven(QueueId id, List<String> recipients, Consumer<TakenEntry> consumer) {
    ArrivalPlace place =
        new ArrivalPlace() {
          @Override
          public void give(TakenEntry entry) {
            consumer.accept(entry);
          }

          @Override
          public void cancel() {}
        };
    try {
      store.add(
          NewMessage.of(message("accepted"), "a@example.com", recipients).withId(id),
          NewDelivery.of(SPOOL, recipients.get(0), clock.instant(), new Document()),
          atHand -> Optional.of(place));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Hands a message of the spool over to the zone {@code default}, with a header of its own. */
  public boolean handOver(TakenEntry spool, List<String> recipients) {
    return handOver(spool, recipients, clock.instant());
  }

  /** The same with another time of the first attempt. */
  public boolean handOver(TakenEntry spool, List<String> recipients, Instant queued) {
    return handOver(spool, message("routed"), "srs@example.com", recipients, queued);
  }

  /** The same with header and sender as they were accepted. */
  public boolean handOverAsAccepted(TakenEntry spool, List<String> recipients) {
    return handOver(spool, message("accepted"), "a@example.com", recipients, clock.instant());
  }

  private boolean handOver(
      TakenEntry spool,
      RawMessage message,
      String sender,
      List<String> recipients,
      Instant queued) {
    List<NewDelivery> deliveries = new ArrayList<>();
    for (String recipient : recipients) {
      deliveries.add(NewDelivery.to("default", recipient, queued, DeliveryTarget.mxOfDomain()));
    }
    try {
      return handOver.run(
          spool.lease(), spool.entry().id(), HandOverPlan.of(message, sender, deliveries));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (BrokenEntryException e) {
      throw new IllegalStateException(e);
    }
  }

  public static RawMessage message(String subject) {
    String text = "Subject: " + subject + "\r\nMessage-ID: <" + subject + "@x>\r\n\r\nbody";
    try {
      return RawMessage.parse(ByteSource.of(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
