package email.wildduck.james.core.cert;

import static email.wildduck.james.core.cert.TestCertificates.NOW;
import static email.wildduck.james.core.cert.TestCertificates.forDays;
import static email.wildduck.james.core.cert.TestCertificates.loaded;
import static email.wildduck.james.core.cert.TestCertificates.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.MutableClock;
import email.wildduck.james.core.error.TemporaryFailureException;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CachedCertificatesTest {
  private static final Duration REFRESH = Duration.ofSeconds(60);

  private final MutableClock clock = new MutableClock(NOW.toString());
  private final Map<ServerName, ServerCertificate> stored = new HashMap<>();
  private final AtomicInteger lookups = new AtomicInteger();
  private boolean away;

  private final ServerName mail = name("mail.example.com");
  private final ServerCertificate first = loaded(forDays(30, "mail.example.com"));
  private final ServerCertificate second = loaded(forDays(60, "mail.example.com"));

  private final CachedCertificates cached = cached(this::lookUp, Runnable::run);

  @Test
  void aNameIsLookedUpOnce() {
    stored.put(mail, first);

    assertThat(cached.find(mail)).contains(first);
    assertThat(cached.find(mail)).contains(first);
    assertThat(lookups).hasValue(1);
  }

  @Test
  void aNameWithoutACertificateIsLookedUpOnceToo() {
    assertThat(cached.find(mail)).isEmpty();
    assertThat(cached.find(mail)).isEmpty();
    assertThat(lookups).hasValue(1);
  }

  @Test
  void anAnswerThatIsOldIsGivenWhileItIsLookedUpAgain() {
    Deque<Runnable> waiting = new ArrayDeque<>();
    CachedCertificates slow =
        cached(this::lookUp, task -> (lookups.get() == 0 ? now() : later(waiting)).execute(task));
    stored.put(mail, first);
    slow.find(mail);
    stored.put(mail, second);
    clock.advance(REFRESH.plusSeconds(1));

    assertThat(slow.find(mail)).contains(first);
    assertThat(slow.find(mail)).contains(first);
    assertThat(waiting).hasSize(1);

    waiting.remove().run();
    assertThat(slow.find(mail)).contains(second);
  }

  @Test
  void anAnswerThatIsVeryOldIsLookedUpBeforeItIsGiven() {
    stored.put(mail, first);
    cached.find(mail);
    stored.put(mail, second);
    clock.advance(REFRESH.multipliedBy(11));

    assertThat(cached.find(mail)).contains(second);
  }

  @Test
  void duringAnOutageKnownNamesKeepTheirAnswersAndOthersHaveNone() {
    stored.put(mail, first);
    cached.find(mail);
    away = true;
    clock.advance(REFRESH.multipliedBy(11));

    assertThat(cached.find(mail)).contains(first);
    assertUnknown(cached, name("other.example.com"));
  }

  @Test
  void duringAnOutageTheDatabaseIsAskedEveryFewSecondsOnly() {
    away = true;
    for (int i = 0; i < 100; i++) {
      assertUnknown(cached, name("host" + i + ".example.com"));
    }
    assertThat(lookups).hasValue(1);

    away = false;
    stored.put(mail, first);
    clock.advance(Duration.ofSeconds(6));
    assertThat(cached.find(mail)).contains(first);
  }

  @Test
  void tooManyLookUpsAtATimeAreAFailureAndNoQueue() {
    CachedCertificates busy =
        cached(
            this::lookUp,
            task -> {
              throw new RejectedExecutionException("full");
            });

    assertUnknown(busy, mail);
  }

  @Test
  void aDatabaseThatHangsDelaysAndDoesNotBlock() {
    CountDownLatch released = new CountDownLatch(1);
    ExecutorService executor = Executors.newCachedThreadPool();
    try {
      CachedCertificates hanging =
          cached(
              wanted -> {
                awaitUninterruptibly(released);
                return Optional.of(first);
              },
              executor);
      assertUnknown(hanging, mail);

      released.countDown();
      assertThat(hanging.find(mail)).contains(first);
    } finally {
      released.countDown();
      executor.shutdown();
    }
  }

  @Test
  void manyNamesDoNotFillTheMemory() {
    for (int i = 0; i < 11_000; i++) {
      cached.find(name("host" + i + ".example.com"));
    }
    lookups.set(0);
    cached.find(name("host10999.example.com"));
    assertThat(lookups).hasValue(0);
    cached.find(name("host0.example.com"));
    assertThat(lookups).hasValue(1);
  }

  @Test
  void certificatesNobodyAskedForInAnHourAreNotInUse() {
    stored.put(mail, first);
    stored.put(name("smtp.example.com"), first);
    cached.find(mail);
    cached.find(name("smtp.example.com"));
    cached.find(name("other.example.com"));
    assertThat(cached.inUse()).containsExactly(first);

    clock.advance(Duration.ofMinutes(61));
    assertThat(cached.inUse()).isEmpty();
  }

  private CachedCertificates cached(CertificateSearch search, Executor executor) {
    return new CachedCertificates(
        search, executor, clock, REFRESH, new CertificateEvents(clock, new PrometheusRegistry()));
  }

  private Optional<ServerCertificate> lookUp(ServerName wanted) {
    lookups.incrementAndGet();
    if (away) {
      throw new TemporaryFailureException("away", new IllegalStateException());
    }
    return Optional.ofNullable(stored.get(wanted));
  }

  private static Executor now() {
    return Runnable::run;
  }

  private static Executor later(Deque<Runnable> waiting) {
    return waiting::add;
  }

  private static void assertUnknown(CachedCertificates certificates, ServerName wanted) {
    assertThatThrownBy(() -> certificates.find(wanted))
        .isInstanceOf(TemporaryFailureException.class);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
