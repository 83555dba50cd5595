package email.wildduck.james.server.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import email.wildduck.james.core.config.ConfigurationException;
import email.wildduck.james.core.config.QueueConfiguration;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.store.MongoStore;
import email.wildduck.james.queue.admin.Abandoned;
import email.wildduck.james.queue.admin.AbandonedWork;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.QueueStoreSettings;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code release}: what the nodes of this installation held when they were killed. */
@Command(
    name = "release",
    description = {
      "Gives back what nodes of this installation held when they were killed, when none runs any more.",
      "It asks MongoDB itself, as conf/wildduck.xml says, and needs no server."
    })
final class ReleaseCommand implements Runnable {
  private final Clock clock = Clock.systemUTC();

  @ParentCommand private QueueCommand queue;

  @Option(names = "--yes", description = "do it; it is only counted otherwise")
  private boolean yes;

  @Option(
      names = "--force",
      description = {
        "also what is held by a lease that has not run out.",
        "A node that still runs would deliver the same a second time."
      })
  private boolean force;

  @Override
  public void run() {
    try {
      WildDuckConfiguration configuration =
          WildDuckConfiguration.load(queue.home().resolve("conf/wildduck.xml"));
      try (MongoStore mongo = MongoStore.open(configuration.mongo());
          QueueStore store = store(mongo, configuration.queue())) {
        release(new AbandonedWork(store), configuration.queue().instance());
      }
    } catch (ConfigurationException e) {
      throw new CommandFailure(CommandFailure.REFUSED, e.getMessage());
    } catch (SmtpException e) {
      throw new CommandFailure(CommandFailure.NO_DATABASE, e.getMessage());
    }
  }

  private void release(AbandonedWork work, String instance) {
    Abandoned before = work.count();
    if (before.held() > 0 && !force) {
      throw new CommandFailure(CommandFailure.REFUSED, refusal(before));
    }
    if (!yes) {
      tell(
          before,
          before.ended() + before.held() + before.staged(),
          instance,
          " would be given back; when no node runs any more, --yes does it");
      return;
    }
    long released = force ? work.releaseHeldToo() : work.release();
    tell(work.count(), released, instance, " given back");
  }

  private String refusal(Abandoned found) {
    return TerminalText.deliveries(found.held())
        + " held until "
        + found.heldUntil().orElseThrow().truncatedTo(ChronoUnit.SECONDS)
        + " by "
        + String.join(", ", found.owners())
        + "; it is now "
        + clock.instant().truncatedTo(ChronoUnit.SECONDS)
        + ". A node that runs renews that: stop it. When none runs, say it again after that time";
  }

  private void tell(Abandoned found, long deliveries, String instance, String what) {
    ObjectNode answer =
        JsonNodeFactory.instance
            .objectNode()
            .put("instance", instance)
            .put("dryRun", !yes)
            .put("deliveries", deliveries)
            .put("inQueuesOfJames", found.inQueuesOfJames());
    queue.show(
        List.of(answer),
        out ->
            out.println(
                TerminalText.deliveries(deliveries) + " of " + TerminalText.safe(instance) + what));
    if (found.inQueuesOfJames() > 0) {
      queue.note(
          found.inQueuesOfJames()
              + " in queues of James, which no ZoneMTA takes: only a node can send them on");
    }
  }

  private QueueStore store(MongoStore mongo, QueueConfiguration configuration) {
    return new QueueStore(
        mongo.sender(),
        QueueStoreSettings.defaults()
            .withNames(configuration.collection(), configuration.bucket())
            .withInstance(configuration.instance())
            .withLease(configuration.lease()),
        new QueueIdGenerator(clock, QueueIdGenerator.randomSuffix(new SecureRandom())),
        clock);
  }
}
