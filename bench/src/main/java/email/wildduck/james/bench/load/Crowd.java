package email.wildduck.james.bench.load;

import email.wildduck.james.embedded.client.SmtpClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** The clients of a case at work. */
final class Crowd {
  private final LoadCase load;
  private final Connections connections;
  private final LoadMessage message;
  private final AtomicLong numbers = new AtomicLong();

  Crowd(LoadCase load, Connections connections) {
    this.load = load;
    this.connections = connections;
    this.message = new LoadMessage(load.kilobytes());
  }

  /** Sends for so long; a message that has been begun is brought to its end. */
  Sent send(Duration time) throws IOException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(load.clients());
    try {
      long start = System.nanoTime();
      long end = start + time.toNanos();
      List<Future<List<Long>>> clients = new ArrayList<>();
      for (int i = 0; i < load.clients(); i++) {
        clients.add(threads.submit(() -> sendUntil(end)));
      }
      List<Long> waits = new ArrayList<>();
      for (Future<List<Long>> client : clients) {
        waits.addAll(client.get());
      }
      return new Sent(start, System.nanoTime(), waits);
    } catch (ExecutionException e) {
      throw new IOException("a client failed: " + e.getCause().getMessage(), e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Long> sendUntil(long end) throws IOException {
    List<Long> waits = new ArrayList<>();
    SmtpClient client = connections.open();
    try {
      while (true) {
        long number = numbers.getAndIncrement();
        waits.add(
            LoadClient.send(
                client, LoadMessage.recipients(number, load.recipients()), message.next()));
        if (System.nanoTime() - end >= 0) {
          LoadClient.quit(client);
          return waits;
        }
        if (!load.reused()) {
          LoadClient.quit(client);
          client = connections.open();
        }
      }
    } finally {
      client.close();
    }
  }
}
