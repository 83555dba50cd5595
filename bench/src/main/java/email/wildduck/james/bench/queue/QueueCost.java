package email.wildduck.james.bench.queue;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import email.wildduck.james.bench.Messages;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.embedded.MongoForTest;
import email.wildduck.james.embedded.TestStores;
import email.wildduck.james.queue.store.ZoneFields;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages of 5 KB through two queues on one server, one of them with deferred deliveries in it, in
 * turns: what a step takes and costs, and how both queues and both ways compare.
 *
 * <p>Arguments: deferred deliveries (1000000), rounds (30), messages of each step in a round (50).
 * The server is the embedded one or that of {@code WILDDUCK_TEST_MONGO_URI}.
 */
public final class QueueCost {
  private static final int WARM_UP_ROUNDS = 10;
  private static final long RECENT = 64L * 1024 * 1024;

  private final CommandCounter counter = new CommandCounter();
  private final int messages;

  private QueueCost(int messages) {
    this.messages = messages;
  }

  public static void main(String[] arguments) throws Exception {
    run(
        number(arguments, 0, 1_000_000),
        number(arguments, 1, 30),
        number(arguments, 2, 50),
        System.out);
    // the embedded server is for tests and lives as long as the process
    System.exit(0);
  }

  private static int number(String[] arguments, int index, int usual) {
    return index < arguments.length ? Integer.parseInt(arguments[index]) : usual;
  }

  static void run(int deferred, int rounds, int messages, PrintStream out) throws Exception {
    QueueCost cost = new QueueCost(messages);
    try (MongoForTest mongo = TestStores.newMongo();
        MongoClient client =
            MongoClients.create(
                MongoClientSettings.builder()
                    .applyConnectionString(new ConnectionString(mongo.uri()))
                    .addCommandListener(cost.counter)
                    .build())) {
      MongoDatabase database = client.getDatabase(mongo.databaseName());
      RawMessage message = RawMessage.parse(ByteSource.of(Messages.ofSize(5000)));
      try (Queue empty = new Queue(database, "empty", message);
          Queue full = new Queue(database, "full", message)) {
        Backlog.fill(full.steps.collections().deliveries(), deferred);
        for (int round = 0; round < WARM_UP_ROUNDS + rounds; round++) {
          // in turns, so that whatever else the machine does happens to both
          for (Queue queue : round % 2 == 0 ? List.of(empty, full) : List.of(full, empty)) {
            cost.round(queue, round < WARM_UP_ROUNDS ? new Measurements() : queue.measured);
          }
        }
        report(empty.measured, full.measured, deferred, out);
      }
    }
  }

  /** One queue twice: with nothing kept in memory, and with the usual. */
  private static final class Queue implements AutoCloseable {
    private final QueueParts steps;
    private final QueueParts joined;
    private final Measurements measured = new Measurements();

    Queue(MongoDatabase database, String name, RawMessage message) {
      this.steps = new QueueParts(database, name, message, 0);
      this.joined = new QueueParts(database, name, message, RECENT);
    }

    @Override
    public void close() {
      steps.close();
      joined.close();
    }
  }

  private void round(Queue queue, Measurements measured) throws Exception {
    QueueParts steps = queue.steps;
    measured.measure(Step.ACCEPT, 2 * messages, counter, steps::accept);
    measured.measure(Step.HAND_OVER, 2 * messages, counter, steps::handOver);
    measured.measure(Step.FINISH, messages, counter, () -> steps.finish(steps.take()));
    List<Object> deferred = new ArrayList<>();
    measured.measure(
        Step.DEFER,
        messages,
        counter,
        () -> {
          var taken = steps.take();
          steps.defer(taken);
          deferred.add(taken.lease().documentId());
        });
    var deliveries = steps.collections().deliveries();
    deliveries.deleteMany(Filters.in("_id", deferred));
    measured.measure(Step.WHOLE_BEFORE, messages, counter, steps::wholeWayInSteps);
    measured.measure(Step.WHOLE_NOW, messages, counter, queue.joined::wholeWay);
    if (deliveries.find(Filters.eq(ZoneFields.LOCKED, true)).first() != null) {
      throw new IllegalStateException("a delivery was left behind");
    }
  }

  private static void report(Measurements empty, Measurements full, int deferred, PrintStream out) {
    out.printf(
        "| step | calls | empty, per second | with %d, per second | ratio of times |%n", deferred);
    out.println("|---|---|---|---|---|");
    for (Step step : Step.values()) {
      out.printf(
          "| %s | %.1f | %.0f (%.0f – %.0f) | %.0f (%.0f – %.0f) | %.2f |%n",
          step.title(),
          full.calls(step),
          1e9 / empty.median(step),
          1e9 / empty.quantile(step, 0.75),
          1e9 / empty.quantile(step, 0.25),
          1e9 / full.median(step),
          1e9 / full.quantile(step, 0.75),
          1e9 / full.quantile(step, 0.25),
          full.median(step) / empty.median(step));
    }
    out.printf(
        "whole way, now to before: %.2f of the time and %.2f of the calls (empty), %.2f of the time (full)%n",
        empty.median(Step.WHOLE_NOW) / empty.median(Step.WHOLE_BEFORE),
        empty.calls(Step.WHOLE_NOW) / empty.calls(Step.WHOLE_BEFORE),
        full.median(Step.WHOLE_NOW) / full.median(Step.WHOLE_BEFORE));
  }
}
