package email.wildduck.james.delivery.connect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of one connection. Writes are collected until {@link #flush()}. For one thread at a
 * time; only the watchdog looks at it from outside.
 *
 * <p>Every operation belongs to the last {@link #within limit} that was set; when that is over, it
 * fails with {@link SocketTimeoutException} and the connection is closed.
 */
public final class Wire implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Wire.class);
  private static final Duration UNLIMITED = Duration.ofDays(1);

  private final Socket tcp;
  private final Watchdog watchdog;
  private final WireInput input = new WireInput(this::receive);
  private final WireOutput output = new WireOutput(this::send);
  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private volatile long deadline = System.nanoTime() + UNLIMITED.toNanos();
  private volatile boolean overdue;

  Wire(Socket tcp, Watchdog watchdog) throws IOException {
    this.tcp = tcp;
    this.watchdog = watchdog;
    this.socket = tcp;
    this.in = tcp.getInputStream();
    this.out = tcp.getOutputStream();
    watchdog.watch(this);
  }

  /** Limits all that follows, together, until the next call. */
  public void within(Duration limit) {
    deadline = System.nanoTime() + limit.toNanos();
  }

  /** Nothing is waited for: the connection is kept for later. */
  public void rest() {
    within(UNLIMITED);
  }

  /** The address of this side. */
  public InetAddress localAddress() {
    return tcp.getLocalAddress();
  }

  /** Whether there are bytes that nobody has asked for, or the connection is known to be closed. */
  public boolean hasUnexpectedInput() {
    try {
      return tcp.isClosed() || input.hasMore() || in.available() > 0;
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * A line without its end, which is LF with or without CR before it.
   *
   * @param max the longest that is kept; the rest of a longer line is dropped
   * @throws java.io.EOFException when the peer has closed the connection
   */
  public byte[] readLine(int max) throws IOException {
    return input.readLine(max);
  }

  private int receive(byte[] buffer) throws IOException {
    try {
      socket.setSoTimeout(remainingMillis());
      return in.read(buffer);
    } catch (IOException e) {
      throw explained(e);
    }
  }

  private int remainingMillis() throws SocketTimeoutException {
    long millis = (deadline - System.nanoTime()) / 1_000_000;
    if (millis <= 0) {
      throw new SocketTimeoutException();
    }
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }

  /** Collects bytes; sends them when there are many. */
  public void write(byte[] bytes, int offset, int length) throws IOException {
    output.write(bytes, offset, length);
  }

  /** Sends what has been collected. */
  public void flush() throws IOException {
    output.flush();
  }

  private void send(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
      out.flush();
    } catch (IOException e) {
      throw explained(e);
    }
  }

  /** The TCP connection, for TLS on top of it. */
  Socket tcp() {
    return tcp;
  }

  /**
   * Goes on over TLS. What the peer sent before is dropped: it was not encrypted.
   *
   * @throws IOException when the handshake fails, or took too long
   */
  void encrypt(SSLSocket encrypted) throws IOException {
    try {
      if (hasUnexpectedInput()) {
        throw new IOException("the peer sent more before the handshake");
      }
      tcp.setSoTimeout(remainingMillis());
      encrypted.startHandshake();
      socket = encrypted;
      in = encrypted.getInputStream();
      out = encrypted.getOutputStream();
    } catch (IOException e) {
      throw explained(e);
    }
  }

  private IOException explained(IOException failure) {
    if (overdue || failure instanceof SocketTimeoutException) {
      SocketTimeoutException late = new SocketTimeoutException("the peer did not answer in time");
      late.initCause(failure);
      return late;
    }
    return failure;
  }

  void abortIfOverdue() {
    if (System.nanoTime() - deadline > 0) {
      overdue = true;
      close();
    }
  }

  /**
   * Closes the TCP connection under whatever runs on it; may be called by any thread, again too.
   * TLS is not told: its farewell could block.
   */
  @Override
  public void close() {
    watchdog.forget(this);
    try {
      tcp.close();
    } catch (IOException e) {
      LOGGER.debug("A connection was not closed", e);
    }
  }
}
