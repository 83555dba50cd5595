package email.wildduck.james.queue.store;

import static java.util.Collections.synchronizedList;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

class EndedFilesTest {
  private final List<List<ObjectId>> calls = synchronizedList(new ArrayList<>());

  private void note(Collection<ObjectId> files) {
    calls.add(List.copyOf(files));
  }

  private static List<ObjectId> files(int number) {
    return IntStream.range(0, number).mapToObj(i -> new ObjectId()).collect(Collectors.toList());
  }

  @Test
  void aFileThatEndsAloneIsDeletedWhenTheCallReturns() {
    List<ObjectId> files = files(2);
    try (EndedFiles ended = new EndedFiles(this::note)) {
      ended.delete(files.get(0));
      assertThat(calls).containsExactly(List.of(files.get(0)));
      ended.delete(files.get(1));
      assertThat(calls).containsExactly(List.of(files.get(0)), List.of(files.get(1)));
    }
  }

  @Test
  void whatEndsDuringADeletionIsDeletedTogetherAfterIt() throws Exception {
    List<ObjectId> files = files(250);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (EndedFiles ended =
        new EndedFiles(
            some -> {
              begun.countDown();
              await(goOn);
              note(some);
            })) {
      Thread first = new Thread(() -> ended.delete(files.get(0)));
      first.start();
      await(begun);

      // none of these waits
      files.stream().skip(1).forEach(ended::delete);
      assertThat(calls).isEmpty();
      goOn.countDown();
      first.join();
    }

    assertThat(calls).extracting(List::size).containsExactly(1, 100, 100, 49);
    assertThat(calls).flatExtracting(some -> some).containsExactlyElementsOf(files);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aDeletionThatFailsStopsNone() {
    List<ObjectId> files = files(2);
    try (EndedFiles ended =
        new EndedFiles(
            some -> {
              note(some);
              throw new IllegalStateException("the database is away");
            })) {
      files.forEach(ended::delete);
    }

    assertThat(calls).containsExactly(List.of(files.get(0)), List.of(files.get(1)));
  }

  @Test
  void eachIsDeletedOnceWhenManyThreadsEndMany() throws Exception {
    List<ObjectId> files = files(5000);
    try (EndedFiles ended = new EndedFiles(this::note)) {
      ExecutorService threads = Executors.newFixedThreadPool(8);
      files.forEach(file -> threads.execute(() -> ended.delete(file)));
      threads.shutdown();
      assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(calls).flatExtracting(some -> some).containsExactlyInAnyOrderElementsOf(files);
  }
}
