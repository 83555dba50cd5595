package email.wildduck.james.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** One side, running on stores of its own. It rests while the other one is measured. */
final class Contestant implements AutoCloseable {
  private final Side side;
  private final Stores stores;
  private final MailServer server;
  private final Measurement measurement;

  private Contestant(Side side, Stores stores, MailServer server, LoadSink sink) {
    this.side = side;
    this.stores = stores;
    this.server = server;
    this.measurement = new Measurement(server, stores, sink);
  }

  /** Starts stores and server. */
  static Contestant start(Side side, LoadOptions options, LoadSink sink) throws IOException {
    Stores stores = Stores.start();
    try {
      return new Contestant(side, stores, side.start(options, stores, sink), sink);
    } catch (IOException | RuntimeException e) {
      stores.close();
      throw e;
    }
  }

  Side side() {
    return side;
  }

  void warmUp(LoadOptions options) throws IOException, InterruptedException, TimeoutException {
    measurement.warmUp(options.cases(), options.warmUp());
  }

  CaseResult measure(LoadCase load, Duration sending)
      throws IOException, InterruptedException, TimeoutException {
    stores.collect();
    return measurement.measure(load, sending);
  }

  /** What is measured once, when all cases are. */
  SideResult result(List<CaseResult> cases, int singles)
      throws IOException, InterruptedException, TimeoutException {
    return new SideResult(
        side,
        cases,
        measurement.oneDomain(),
        measurement.idle(singles),
        server.processes().peakKilobytes());
  }

  @Override
  public void close() {
    try {
      server.close();
    } finally {
      stores.close();
    }
  }
}
