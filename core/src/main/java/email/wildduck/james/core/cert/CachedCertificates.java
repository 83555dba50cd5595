package email.wildduck.james.core.cert;

import email.wildduck.james.core.cache.LruMap;
import email.wildduck.james.core.error.TemporaryFailureException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Remembers what a slower search found, names without a certificate included.
 *
 * <ul>
 *   <li>A name is looked up when it is asked for the first time, once however many ask; they wait
 *       two seconds at most.
 *   <li>An answer older than the refresh age is given still, while it is looked up again; ten times
 *       as old, those who ask wait for the new one, as above.
 *   <li>When a look-up has failed no new name is looked up for five seconds. Known names keep their
 *       answers.
 * </ul>
 *
 * <p>Thread-safe. Callers block: none may be a thread that serves sockets.
 */
public final class CachedCertificates implements CertificateSearch {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
  private static final Duration IN_USE = Duration.ofHours(1);
  private static final int TOO_OLD = 10;
  private static final int MAX_NAMES = 10_000;

  private final CertificateSearch search;
  private final Executor executor;
  private final Clock clock;
  private final Duration refresh;
  private final CertificateEvents events;
  private final Map<ServerName, Answer> answers =
      Collections.synchronizedMap(new LruMap<>(MAX_NAMES));
  private final ConcurrentMap<ServerName, CompletableFuture<Answer>> running =
      new ConcurrentHashMap<>();
  private volatile Instant pausedUntil = Instant.MIN;

  /**
   * @param search where to look
   * @param executor on which; it may reject, which counts as a failure
   * @param refresh after which time an answer is looked up again
   */
  public CachedCertificates(
      CertificateSearch search,
      Executor executor,
      Clock clock,
      Duration refresh,
      CertificateEvents events) {
    this.search = search;
    this.executor = executor;
    this.clock = clock;
    this.refresh = refresh;
    this.events = events;
  }

  @Override
  public Optional<ServerCertificate> find(ServerName name) {
    Instant now = clock.instant();
    Optional<Answer> known = Optional.ofNullable(answers.get(name));
    known.ifPresent(answer -> answer.used = now);
    if (known.isPresent() && !known.get().isOlderThan(refresh, now)) {
      return known.get().certificate;
    }
    if (now.isBefore(pausedUntil)) {
      return known.orElseThrow(() -> unknown(name)).certificate;
    }
    CompletableFuture<Answer> fresh = lookUp(name);
    if (known.isPresent() && !known.get().isOlderThan(refresh.multipliedBy(TOO_OLD), now)) {
      return known.get().certificate;
    }
    return await(fresh).or(() -> known).orElseThrow(() -> unknown(name)).certificate;
  }

  /** The certificates that were asked for in the last hour. */
  public List<ServerCertificate> inUse() {
    Instant since = clock.instant().minus(IN_USE);
    synchronized (answers) {
      return new ArrayList<>(answers.values())
          .stream()
              .filter(answer -> answer.used.isAfter(since))
              .flatMap(answer -> answer.certificate.stream())
              .distinct()
              .collect(Collectors.toList());
    }
  }

  private static TemporaryFailureException unknown(ServerName name) {
    return new TemporaryFailureException("the certificate of " + name + " cannot be looked up now");
  }

  private CompletableFuture<Answer> lookUp(ServerName name) {
    CompletableFuture<Answer> mine = new CompletableFuture<>();
    CompletableFuture<Answer> others = running.putIfAbsent(name, mine);
    if (others != null) {
      return others;
    }
    try {
      executor.execute(() -> run(name, mine));
    } catch (RejectedExecutionException e) {
      running.remove(name, mine);
      mine.completeExceptionally(e);
    }
    return mine;
  }

  private void run(ServerName name, CompletableFuture<Answer> result) {
    try {
      Answer answer = new Answer(search.find(name), clock.instant());
      answers.put(name, answer);
      pausedUntil = Instant.MIN;
      running.remove(name, result);
      result.complete(answer);
    } catch (RuntimeException | Error e) {
      // Whatever it is, those who wait must not wait for good.
      if (pausedUntil.equals(Instant.MIN)) {
        events.lookupFailed(name, e);
      }
      pausedUntil = clock.instant().plus(PAUSE_AFTER_FAILURE);
      running.remove(name, result);
      result.completeExceptionally(e);
    }
  }

  private static Optional<Answer> await(CompletableFuture<Answer> fresh) {
    try {
      return Optional.of(fresh.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** What was found for a name, and when it was last asked for. */
  private static final class Answer {
    final Optional<ServerCertificate> certificate;
    final Instant found;
    volatile Instant used;

    Answer(Optional<ServerCertificate> certificate, Instant found) {
      this.certificate = certificate;
      this.found = found;
      this.used = found;
    }

    boolean isOlderThan(Duration age, Instant now) {
      return now.isAfter(found.plus(age));
    }
  }
}
