package email.wildduck.james.queue.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EndedDeliveriesTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<List<Integer>> calls = new CopyOnWriteArrayList<>();
  private final Set<Object> held = new HashSet<>();
  private final Set<Object> others = new HashSet<>();
  private final CountDownLatch firstMayEnd = new CountDownLatch(1);
  private final EndedDeliveries ended = new EndedDeliveries(this::delete, this::there);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void oneThatEndsAloneIsDeletedByItself() {
    firstMayEnd.countDown();
    held.addAll(List.of(1, 2));
    assertThat(ended.delete(leases(1))).isEqualTo(1);
    assertThat(ended.delete(leases(2))).isEqualTo(1);
    assertThat(ended.delete(leases(3))).isZero();
    assertThat(calls).containsExactly(List.of(1), List.of(2), List.of(3));
  }

  @Test
  void thoseThatEndDuringACallAreDeletedWithOne() throws Exception {
    held.addAll(List.of(1, 2, 3, 4, 5));
    List<Future<Long>> results = whileTheFirstIsOnItsWay(leases(1), leases(2, 3), leases(4, 5));
    assertThat(results.get(0).get()).isEqualTo(1);
    assertThat(results.get(1).get()).isEqualTo(2);
    assertThat(results.get(2).get()).isEqualTo(2);
    assertThat(calls).hasSize(2);
    assertThat(held).isEmpty();
  }

  @Test
  void onlyThoseAreToldThatLostThem() throws Exception {
    held.addAll(List.of(1, 2, 3, 4));
    others.add(5);
    List<Future<Long>> results = whileTheFirstIsOnItsWay(leases(1), leases(2, 3), leases(4, 5));
    assertThat(results.get(1).get()).isEqualTo(2);
    assertThat(results.get(2).get()).isEqualTo(1);
  }

  @Test
  void nobodyIsToldThatItWasHisWhenNobodyCanTell() throws Exception {
    held.addAll(List.of(1, 2, 3, 4));
    List<Future<Long>> results = whileTheFirstIsOnItsWay(leases(1), leases(2, 3), leases(4, 5));
    assertThat(results.get(0).get()).isEqualTo(1);
    assertThat(results.get(1).get()).isZero();
    assertThat(results.get(2).get()).isZero();
  }

  @Test
  void everybodyIsToldWhenTheCallFails() throws Exception {
    held.addAll(List.of(1, 2));
    List<Future<Long>> results = whileTheFirstIsOnItsWay(leases(1), leases(2), leases(-1));
    assertThat(results.get(0).get()).isEqualTo(1);
    for (Future<Long> result : results.subList(1, 3)) {
      assertThatThrownBy(result::get)
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("away");
    }
    assertThat(ended.delete(leases(2))).isEqualTo(1);
  }

  private List<Future<Long>> whileTheFirstIsOnItsWay(
      List<Lease> first, List<Lease> second, List<Lease> third) {
    List<Future<Long>> results = new ArrayList<>();
    results.add(threads.submit(() -> ended.delete(first)));
    await().until(() -> calls.size() == 1);
    for (List<Lease> later : List.of(second, third)) {
      results.add(threads.submit(() -> ended.delete(later)));
    }
    await().until(() -> ended.waiting() == 2);
    firstMayEnd.countDown();
    return results;
  }

  private long delete(List<Lease> leases) {
    calls.add(leases.stream().map(lease -> (Integer) lease.documentId()).toList());
    awaitQuietly();
    if (leases.stream().anyMatch(lease -> lease.documentId().equals(-1))) {
      throw new IllegalStateException("away");
    }
    return leases.stream().filter(lease -> held.remove(lease.documentId())).count();
  }

  private Collection<Object> there(List<Lease> leases) {
    return leases.stream()
        .map(Lease::documentId)
        .filter(id -> held.contains(id) || others.contains(id))
        .collect(Collectors.toList());
  }

  private void awaitQuietly() {
    try {
      firstMayEnd.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Lease> leases(int... documentIds) {
    List<Lease> leases = new ArrayList<>();
    for (int id : documentIds) {
      leases.add(Lease.of("z", "t", new Document("_id", id).append("id", "m")));
    }
    return leases;
  }
}
