package email.wildduck.james.delivery.connect;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.delivery.attempt.DeliveryFailure;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.FailureCause;
import email.wildduck.james.delivery.attempt.Source;
import email.wildduck.james.delivery.attempt.Stage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** Opens TCP connections. Thread-safe. */
public final class Connector {
  /** The end of the wording of a failure when the peer did not answer at all. */
  public static final String TIMED_OUT = "no answer in time";

  private final Watchdog watchdog;

  /** Has the watchdog look after every connection. */
  public Connector(Watchdog watchdog) {
    this.watchdog = watchdog;
  }

  /**
   * Connects, from the address of the source if there is one and it is not the wildcard.
   *
   * @throws DeliveryFailure 451 4.4.1 when the peer cannot be reached, 451 4.3.5 when the source is
   *     no address of this machine
   */
  public Wire connect(InetSocketAddress remote, Optional<Source> source, Duration limit)
      throws DeliveryFailure {
    Socket socket = new Socket();
    try {
      bind(socket, source);
      socket.setTcpNoDelay(true);
      socket.connect(remote, Math.toIntExact(limit.toMillis()));
      return new Wire(socket, watchdog);
    } catch (IOException e) {
      close(socket, e);
      throw new DeliveryFailure(
          Failure.found(
              FailureCause.NETWORK,
              Stage.CONNECT,
              SmtpReply.of(451, "4.4.1", "Cannot connect: " + reason(e))),
          e);
    }
  }

  private static void bind(Socket socket, Optional<Source> source)
      throws IOException, DeliveryFailure {
    if (source.isEmpty() || source.get().address().isAnyLocalAddress()) {
      return;
    }
    try {
      socket.bind(new InetSocketAddress(source.get().address(), 0));
    } catch (IOException e) {
      close(socket, e);
      throw new DeliveryFailure(
          Failure.found(
              FailureCause.LOCAL,
              Stage.CONNECT,
              SmtpReply.of(
                  451, "4.3.5", "Cannot send from " + source.get().address().getHostAddress())),
          e);
    }
  }

  private static void close(Socket socket, IOException reason) {
    try {
      socket.close();
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  private static String reason(IOException failure) {
    return failure instanceof SocketTimeoutException
        ? TIMED_OUT
        : String.valueOf(failure.getMessage()).replaceAll("[^ -~]", "?");
  }
}
