package email.wildduck.james.queue.model;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import email.wildduck.james.embedded.MongoForTest;
import email.wildduck.james.embedded.TestStores;
import email.wildduck.james.queue.store.QueuePoint;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Whatever happens in whatever order on two nodes, and wherever they are killed or paused: each
 * recipient of an accepted message gets it once, unless its owner cancels, and nothing stays
 * behind.
 */
class QueueModelProperties {

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void nothingIsLostDoubledOrStuckWhateverHappens(@ForAll("histories") List<Step> history) {
    try (MongoForTest mongo = TestStores.newMongo();
        MongoClient client = MongoClients.create(mongo.uri())) {
      QueueWorld world = new QueueWorld(client.getDatabase(mongo.databaseName()));
      history.forEach(world::run);
      world.drain();
    }
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    return kinds().flatMap(QueueModelProperties::steps).list().ofMinSize(5).ofMaxSize(50);
  }

  private static Arbitrary<Step> steps(Step.Kind kind) {
    return Combinators.combine(
            Arbitraries.integers().between(0, 1),
            Arbitraries.integers().between(0, 11),
            Arbitraries.of(pointsOf(kind)).optional(0.4))
        .as((node, number, crash) -> new Step(kind, node, number, crash));
  }

  /** Those that a step can come to. */
  private static List<QueuePoint> pointsOf(Step.Kind kind) {
    String name = kind.name().replaceAll("_(SPOOL|WITH|GIVEN|CUT|WRITE).*", "");
    List<QueuePoint> points =
        Arrays.stream(QueuePoint.values()).filter(p -> p.name().startsWith(name)).toList();
    return points.isEmpty() ? List.of(QueuePoint.FINISH_DELETED) : points;
  }

  private static Arbitrary<Step.Kind> kinds() {
    return Arbitraries.frequency(
        Tuple.of(4, Step.Kind.ACCEPT),
        Tuple.of(3, Step.Kind.ACCEPT_GIVEN),
        Tuple.of(6, Step.Kind.TAKE_SPOOL),
        Tuple.of(4, Step.Kind.TAKE_SPOOL_OVER),
        Tuple.of(5, Step.Kind.HAND_OVER),
        Tuple.of(4, Step.Kind.HAND_OVER_GIVEN),
        Tuple.of(5, Step.Kind.HAND_OVER_CUT),
        Tuple.of(6, Step.Kind.HAND_OVER_WITH_PAUSE),
        Tuple.of(3, Step.Kind.LATE_WRITE),
        Tuple.of(1, Step.Kind.RETRY_SPOOL),
        Tuple.of(5, Step.Kind.TAKE),
        Tuple.of(5, Step.Kind.FINISH),
        Tuple.of(3, Step.Kind.DEFER),
        Tuple.of(5, Step.Kind.FAIL),
        Tuple.of(3, Step.Kind.FAIL_WITH_PAUSE),
        Tuple.of(4, Step.Kind.REPORT),
        Tuple.of(4, Step.Kind.WAIT),
        Tuple.of(2, Step.Kind.RENEW),
        Tuple.of(3, Step.Kind.SWEEP),
        Tuple.of(1, Step.Kind.CANCEL));
  }
}
