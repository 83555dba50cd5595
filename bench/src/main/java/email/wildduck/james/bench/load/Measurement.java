package email.wildduck.james.bench.load;

import email.wildduck.james.embedded.client.SmtpClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/** One server under all loads. */
final class Measurement {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int HUNDRED = 100;
  private static final int WARM_UP_ROUNDS = 10;

  /** What is done behind the last delivery belongs to it too. */
  private static final Duration REST = Duration.ofMillis(500);

  private final MailServer server;
  private final Stores stores;
  private final LoadSink sink;

  Measurement(MailServer server, Stores stores, LoadSink sink) {
    this.server = server;
    this.stores = stores;
    this.sink = sink;
  }

  /** Sends mail for so long, in rounds, each of which is delivered before the next. */
  void warmUp(Duration time) throws IOException, InterruptedException, TimeoutException {
    long end = System.nanoTime() + time.toNanos();
    do {
      long before = sink.recipients();
      Sent sent = new Crowd(LoadCase.WARM_UP, server::login).send(time.dividedBy(WARM_UP_ROUNDS));
      awaitAll(before, sent.messages() * (long) LoadCase.WARM_UP.recipients());
    } while (System.nanoTime() - end < 0);
  }

  /**
   * Sends for so long, and waits until everything is delivered.
   *
   * @throws TimeoutException when something is not
   */
  CaseResult measure(LoadCase load, Duration time)
      throws IOException, InterruptedException, TimeoutException {
    long before = sink.recipients();
    Duration cpu = server.processes().cpu();
    Duration storeCpu = stores.processes().cpu();
    Sent sent = new Crowd(load, server::login).send(time);
    awaitAll(before, sent.messages() * (long) load.recipients());
    return new CaseResult(
        load,
        sent.rate(),
        sent.rateUntil(sink.lastArrival()),
        sent.wait(0.5),
        sent.wait(0.99),
        millis(server.processes().cpu().minus(cpu)) / sent.messages(),
        millis(stores.processes().cpu().minus(storeCpu)) / sent.messages());
  }

  private void awaitAll(long before, long recipients)
      throws InterruptedException, TimeoutException {
    sink.await(before + recipients, PATIENCE);
    Thread.sleep(REST.toMillis());
    if (sink.recipients() != before + recipients) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%d deliveries of %d, so some were made twice",
              sink.recipients() - before,
              recipients));
    }
  }

  private static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }

  /** Messages each second of a hundred to one domain, from the first command on. */
  double oneDomain() throws IOException, InterruptedException, TimeoutException {
    long before = sink.recipients();
    LoadMessage message = new LoadMessage(LoadCase.TINY.kilobytes());
    SmtpClient client = server.login();
    long start = System.nanoTime();
    for (int i = 0; i < HUNDRED; i++) {
      LoadClient.send(client, List.of("r" + i + "@one.example"), message.next());
    }
    LoadClient.quit(client);
    awaitAll(before, HUNDRED);
    return HUNDRED / ((sink.lastArrival() - start) / 1e9);
  }

  /**
   * How long single messages take from their 250 to the sink when there is nothing else to do.
   *
   * @throws IllegalStateException when one arrives without a signature
   */
  List<Duration> idle(int messages) throws IOException, InterruptedException, TimeoutException {
    LoadMessage message = new LoadMessage(LoadCase.TINY.kilobytes());
    List<Duration> times = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      Thread.sleep(REST.toMillis());
      SmtpClient client = server.login();
      LoadClient.send(client, List.of(LoadSink.SAMPLE), message.next());
      long accepted = System.nanoTime();
      LoadClient.quit(client);
      if (!("\r\n" + sink.takeSample(PATIENCE)).contains("\r\nDKIM-Signature:")) {
        throw new IllegalStateException("a message is not signed");
      }
      times.add(Duration.ofNanos(Math.max(0, sink.lastArrival() - accepted)));
    }
    return times;
  }
}
