package email.wildduck.james.delivery.connect;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Wires without a network. */
public final class TestWires {
  private TestWires() {}

  /** One whose peer has sent these bytes and closed. */
  public static Wire reading(byte[] bytes) throws IOException {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    Watchdog watchdog = new Watchdog(timer);
    timer.shutdownNow();
    return new Wire(new Canned(bytes), watchdog);
  }

  private static final class Canned extends Socket {
    private final InputStream in;
    private final OutputStream out = new ByteArrayOutputStream();

    Canned(byte[] bytes) {
      this.in = new ByteArrayInputStream(bytes);
    }

    @Override
    public InputStream getInputStream() {
      return in;
    }

    @Override
    public OutputStream getOutputStream() {
      return out;
    }
  }
}
