package email.wildduck.james.delivery.connect;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
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
  private static final int BUFFER = 16 * 1024;
  private static final Duration UNLIMITED = Duration.ofDays(1);

  private final Socket tcp;
  private final Watchdog watchdog;
  private final byte[] input = new byte[BUFFER];
  private final byte[] output = new byte[BUFFER];
  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private int inputAt;
  private int inputEnd;
  private int outputEnd;
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
      return tcp.isClosed() || inputAt < inputEnd || in.available() > 0;
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * A line without its end, which is LF with or without CR before it.
   *
   * @param max the longest that is kept; the rest of a longer line is dropped
   * @throws EOFException when the peer has closed the connection
   */
  public byte[] readLine(int max) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    int b = read();
    while (b != '\n') {
      if (line.size() < max) {
        line.write(b);
      }
      b = read();
    }
    byte[] bytes = line.toByteArray();
    boolean endsWithCr = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
    return endsWithCr ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
  }

  private int read() throws IOException {
    if (inputAt == inputEnd) {
      fill();
    }
    return input[inputAt++];
  }

  private void fill() throws IOException {
    try {
      socket.setSoTimeout(remainingMillis());
      int count = in.read(input, 0, input.length);
      if (count <= 0) {
        throw new EOFException("the peer closed the connection");
      }
      inputAt = 0;
      inputEnd = count;
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
    if (length > output.length - outputEnd) {
      send();
    }
    if (length > output.length) {
      sendNow(bytes, offset, length);
      return;
    }
    System.arraycopy(bytes, offset, output, outputEnd, length);
    outputEnd += length;
  }

  /** Sends what has been collected. */
  public void flush() throws IOException {
    send();
  }

  private void send() throws IOException {
    int length = outputEnd;
    outputEnd = 0;
    if (length > 0) {
      sendNow(output, 0, length);
    }
  }

  private void sendNow(byte[] bytes, int offset, int length) throws IOException {
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
