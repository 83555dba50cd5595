package email.wildduck.james.delivery.share;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.MutableClock;
import email.wildduck.james.core.TestRedis;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.sync.RedisCommands;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NotesTest {
  private final MutableClock clock = new MutableClock("2030-01-31T10:00:00Z");
  private final TestRedis redis = TestRedis.start();
  private final String prefix = "test:" + UUID.randomUUID() + ":";
  private final AtomicBoolean away = new AtomicBoolean();
  private final AtomicInteger calls = new AtomicInteger();
  private final Notes here = notes();
  private final Notes there = notes();

  private Notes notes() {
    return new Notes(
        new SharedRedis(interruptible(), prefix, clock),
        "notes",
        Notes.AGE,
        Duration.ofMinutes(1),
        clock);
  }

  /** Commands that fail while {@link #away} is set. */
  @SuppressWarnings("unchecked")
  private RedisCommands<String, String> interruptible() {
    RedisCommands<String, String> real = redis.commands();
    return (RedisCommands<String, String>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {RedisCommands.class},
            (self, method, arguments) -> {
              calls.incrementAndGet();
              if (away.get()) {
                throw new RedisException("away");
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @AfterEach
  void close() {
    redis.close();
  }

  private Note note(String text) {
    return new Note(clock.instant().plusSeconds(60), 1, text);
  }

  @Test
  void othersSeeANoteWithinTwoSeconds() {
    assertThat(there.find("a")).isEmpty();
    here.put("a", note("x y"));

    clock.advance(Duration.ofSeconds(2));

    assertThat(there.find("a")).isEqualTo(here.find("a")).isPresent();
  }

  @Test
  void othersForgetWhatIsForgotten() {
    here.put("a", note("x"));
    assertThat(there.find("a")).isPresent();
    here.remove("a");

    clock.advance(Duration.ofSeconds(2));

    assertThat(there.find("a")).isEmpty();
  }

  @Test
  void noteIsKeptForAWhileAfterItsEndAndThenRemoved() {
    here.put("a", note("x"));
    clock.advance(Duration.ofSeconds(119));
    assertThat(there.find("a")).isPresent();

    clock.advance(Duration.ofSeconds(2));

    assertThat(there.find("a")).isEmpty();
    assertThat(here.find("a")).isEmpty();
    assertThat(redis.commands().hlen(prefix + "notes")).isZero();
  }

  @Test
  void whatIsNotedWhileRedisIsAwayHoldsHereAndIsSentLater() {
    away.set(true);
    here.put("a", note("x"));
    assertThat(here.find("a")).isPresent();

    away.set(false);
    clock.advance(Duration.ofSeconds(6));

    assertThat(here.find("a")).isPresent();
    assertThat(there.find("a")).isPresent();
  }

  @Test
  void redisThatIsAwayIsNotAskedAllTheTime() {
    away.set(true);
    for (int second = 0; second < 20; second++) {
      here.find("a");
      here.put("a" + second, note("x"));
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(calls.get()).isLessThanOrEqualTo(5);
  }

  @Test
  void whatIsNoNoteIsRemoved() {
    redis.commands().hset(prefix + "notes", "a", "rubbish");

    assertThat(here.find("a")).isEmpty();
    assertThat(redis.commands().hlen(prefix + "notes")).isZero();
  }
}
