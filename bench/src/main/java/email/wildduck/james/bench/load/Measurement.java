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
  private static final Duration WARM_UP_ROUND = Duration.ofSeconds(2);

  /** What is done behind the last delivery belongs to it too. */
  private static final Duration REST = Duration.ofMillis(500);

  /** What both use in that time at most when they do nothing. */
  private static final Duration AT_REST = Duration.ofMillis(100);

  private static final int MOST_RESTS = 40;

  private final MailServer server;
  private final Stores stores;
  private final LoadSink sink;

  Measurement(MailServer server, Stores stores, LoadSink sink) {
    this.server = server;
    this.stores = stores;
    this.sink = sink;
  }

  /**
   * Sends mail of all the cases in turn, and lets server and stores come to rest after each: on few
   * cores that are all at work the compilers of their JVMs get no time.
   *
   * @param time when it is over, it ends with the round that has been begun
   */
  void warmUp(List<LoadCase> cases, Duration time)
      throws IOException, InterruptedException, TimeoutException {
    long end = System.nanoTime() + time.toNanos();
    do {
      for (LoadCase load : cases) {
        measure(load, time.compareTo(WARM_UP_ROUND) < 0 ? time : WARM_UP_ROUND);
        awaitRest();
      }
    } while (System.nanoTime() - end < 0);
  }

  private void awaitRest() throws InterruptedException {
    Duration before;
    Duration now = cpu();
    int waited = 0;
    do {
      before = now;
      Thread.sleep(REST.toMillis());
      now = cpu();
      waited++;
    } while (now.minus(before).compareTo(AT_REST) > 0 && waited < MOST_RESTS);
  }

  private Duration cpu() {
    return server.processes().cpu().plus(stores.processes().cpu());
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
