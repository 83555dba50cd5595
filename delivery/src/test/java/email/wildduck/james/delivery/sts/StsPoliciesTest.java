package email.wildduck.james.delivery.sts;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.MutableClock;
import email.wildduck.james.core.TestRedis;
import email.wildduck.james.delivery.dns.DnsException;
import io.lettuce.core.api.sync.RedisCommands;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A policy is found, kept, renewed, and never lost before its time. */
class StsPoliciesTest {
  private static final StsPolicy DAY =
      new StsPolicy(StsMode.ENFORCE, List.of("mx.example"), Duration.ofDays(1));
  private static final StsPolicy OTHER =
      new StsPolicy(StsMode.ENFORCE, List.of("new.example"), Duration.ofDays(1));
  private static TestRedis redis;

  private final String domain = UUID.randomUUID() + ".example";
  private final AtomicInteger fetches = new AtomicInteger();
  private final MutableClock clock = new MutableClock("2026-01-01T00:00:00Z");
  private Optional<String> record = Optional.of("v=STSv1; id=1;");
  private boolean dnsBroken;
  private Optional<StsPolicy> published = Optional.of(DAY);
  private final StsPolicies policies = on(redis.commands());

  @BeforeAll
  static void open() {
    redis = TestRedis.start();
  }

  @AfterAll
  static void close() {
    redis.close();
  }

  private StsPolicies on(RedisCommands<String, String> commands) {
    return on(commands, this::fetch);
  }

  private StsPolicies on(RedisCommands<String, String> commands, PolicySource source) {
    return new StsPolicies(
        this::texts,
        source,
        new SharedPolicies(commands),
        new StsReport(new PrometheusRegistry()),
        clock);
  }

  private List<String> texts(String name) throws DnsException {
    assertThat(name).isEqualTo("_mta-sts." + domain);
    if (dnsBroken) {
      throw new DnsException("SERVFAIL");
    }
    return record.map(List::of).orElse(List.of());
  }

  private StsPolicy fetch(String asked) throws StsException {
    fetches.incrementAndGet();
    return published.orElseThrow(() -> new StsException("the web server answered 500"));
  }

  @Test
  void policyIsFetchedOnce() {
    assertThat(policies.policyOf(domain)).contains(DAY);
    assertThat(policies.policyOf(domain)).contains(DAY);

    assertThat(fetches).hasValue(1);
  }

  @Test
  void withoutRecordNothingIsFetched() {
    record = Optional.empty();

    assertThat(policies.policyOf(domain)).isEmpty();
    assertThat(fetches).hasValue(0);
  }

  @Test
  void anotherIdBringsTheNewPolicy() {
    assertThat(policies.policyOf(domain)).contains(DAY);
    record = Optional.of("v=STSv1; id=2;");
    published = Optional.of(OTHER);

    assertThat(policies.policyOf(domain)).contains(OTHER);
  }

  @Test
  void policyHoldsWhenTheNewOneCannotBeFetched() {
    assertThat(policies.policyOf(domain)).contains(DAY);
    record = Optional.of("v=STSv1; id=2;");
    published = Optional.empty();

    assertThat(policies.policyOf(domain)).contains(DAY);
    assertThat(policies.policyOf(domain)).contains(DAY);
    assertThat(fetches).hasValue(2);
  }

  @Test
  void policyHoldsWithoutRecordAndWithoutDns() {
    assertThat(policies.policyOf(domain)).contains(DAY);
    record = Optional.empty();
    assertThat(policies.policyOf(domain)).contains(DAY);
    dnsBroken = true;
    assertThat(policies.policyOf(domain)).contains(DAY);

    clock.advance(Duration.ofDays(1));
    assertThat(policies.policyOf(domain)).isEmpty();
  }

  @Test
  void failedFetchIsTriedAgainAfterFiveMinutes() {
    published = Optional.empty();
    assertThat(policies.policyOf(domain)).isEmpty();
    published = Optional.of(DAY);
    clock.advance(Duration.ofMinutes(4));
    assertThat(policies.policyOf(domain)).isEmpty();

    clock.advance(Duration.ofMinutes(1));
    assertThat(policies.policyOf(domain)).contains(DAY);
    assertThat(fetches).hasValue(2);
  }

  @Test
  void policyIsRenewedBeforeItRunsOut() {
    assertThat(policies.policyOf(domain)).contains(DAY);
    clock.advance(Duration.ofHours(13));
    assertThat(policies.policyOf(domain)).contains(DAY);
    assertThat(fetches).hasValue(2);

    clock.advance(Duration.ofHours(23));
    record = Optional.empty();
    assertThat(policies.policyOf(domain)).contains(DAY);
  }

  @Test
  void otherNodesKnowIt() {
    assertThat(policies.policyOf(domain)).contains(DAY);
    record = Optional.empty();

    assertThat(on(redis.commands()).policyOf(domain)).contains(DAY);
    assertThat(redis.commands().ttl("wildduck-james:sts:" + domain)).isBetween(86_000L, 86_400L);
    assertThat(fetches).hasValue(1);
  }

  @Test
  void storedTextThatCannotBeReadIsPassedOver() {
    redis.commands().set("wildduck-james:sts:" + domain, "{\"mode\": 7}");

    assertThat(policies.policyOf(domain)).contains(DAY);
  }

  @Test
  void withoutRedisPoliciesHoldAllTheSame() {
    StsPolicies alone = on(redis.brokenCommands());

    assertThat(alone.policyOf(domain)).contains(DAY);
    record = Optional.empty();
    assertThat(alone.policyOf(domain)).contains(DAY);
    assertThat(fetches).hasValue(1);
  }

  @Test
  void secondDeliveryWaitsForTheFirstPolicy() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    StsPolicies slow =
        on(
            redis.commands(),
            name -> {
              fetches.incrementAndGet();
              asked.countDown();
              awaitQuietly(answer);
              return DAY;
            });
    CompletableFuture<Optional<StsPolicy>> first =
        CompletableFuture.supplyAsync(() -> slow.policyOf(domain));
    asked.await();
    CompletableFuture<Optional<StsPolicy>> second =
        CompletableFuture.supplyAsync(() -> slow.policyOf(domain));
    answer.countDown();

    assertThat(first.get()).contains(DAY);
    assertThat(second.get()).contains(DAY);
    assertThat(fetches).hasValue(1);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
