package email.wildduck.james.queue.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.core.store.RedisChannel;
import email.wildduck.james.core.store.RedisStore;
import email.wildduck.james.core.store.StoreUnavailableException;
import email.wildduck.james.embedded.redis.EmbeddedRedis;
import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.QueueNode;
import email.wildduck.james.queue.id.QueueIdGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SharedSignalsTest {
  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();
  @TempDir Path folder;

  private EmbeddedRedis server;
  private RedisStore redis;
  private QueueNode node;
  private QueueNode other;
  private List<SharedSignals> signals;

  @BeforeEach
  void startTwoNodes() throws Exception {
    server = EmbeddedRedis.start();
    Path file = folder.resolve("wildduck.xml");
    Files.writeString(
        file,
        "<wildduck><mongo><uri>mongodb://127.0.0.1/x</uri></mongo><redis><uri>"
            + server.uri()
            + "</uri></redis></wildduck>");
    redis = RedisStore.open(WildDuckConfiguration.load(file).redis());
    node = new QueueNode(mongo.database(), Clock.systemUTC(), "0001");
    other = new QueueNode(mongo.database(), Clock.systemUTC(), "0002");
    signals = List.of(start(node), start(other));
  }

  @AfterEach
  void stop() {
    signals.forEach(SharedSignals::close);
    redis.close();
    server.close();
  }

  @Test
  void otherNodeIsWokenUpWhenAMessageIsQueued() {
    AtomicInteger woken = new AtomicInteger();
    other.store.signals().listen(QueueNode.SPOOL, woken::incrementAndGet);
    AtomicInteger here = new AtomicInteger();
    node.store.signals().listen(QueueNode.SPOOL, here::incrementAndGet);
    accept();
    Awaitility.await().until(() -> woken.get() == 1);
    assertThat(here).hasValue(1);
  }

  @Test
  void signalsComeAgainWhenRedisWasAway() {
    AtomicInteger woken = new AtomicInteger();
    other.store.signals().listen(QueueNode.SPOOL, woken::incrementAndGet);
    server.stop();
    accept();
    server.restart();
    Awaitility.await()
        .until(
            () -> {
              accept();
              return woken.get() > 0;
            });
  }

  @Test
  void subscribingSaysThatRedisIsAwayWhenItDoesNotAnswer() {
    try (RedisChannel channel = redis.channel("other")) {
      server.stop();
      assertThatThrownBy(() -> channel.subscribe(message -> {}))
          .isInstanceOf(StoreUnavailableException.class);
    } finally {
      server.restart();
    }
  }

  private SharedSignals start(QueueNode each) {
    return SharedSignals.start(redis, each.collections, each.store.signals());
  }

  private void accept() {
    node.accept(new QueueIdGenerator(Clock.systemUTC(), "00ab").next(), List.of("a@b.c"));
  }
}
