package email.wildduck.james.embedded.sink;

import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Makes a {@link SmtpSink} that differs from the plain one. */
public final class SmtpSinkBuilder {

  private static final int BACKLOG = 500;
  private static final long DEFAULT_MAX_SIZE = 100L * 1024 * 1024;

  private final Set<String> extensions = new LinkedHashSet<>(SinkSettings.EXTENSIONS);
  private InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private String hostName = "sink.example";
  private long maxSize = DEFAULT_MAX_SIZE;
  private SinkScript script = SinkScript.ACCEPT_ALL;
  private Predicate<Envelope> kept = envelope -> true;
  private Optional<List<String>> certificateNames = Optional.empty();

  SmtpSinkBuilder() {}

  /** Listens on this port of 127.0.0.1; 0 for one that the system chooses. */
  public SmtpSinkBuilder port(int port) {
    return address(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /** Listens on this address. */
  public SmtpSinkBuilder address(InetSocketAddress listenAddress) {
    this.address = listenAddress;
    return this;
  }

  /** The name in the greeting; by default {@code sink.example}. */
  public SmtpSinkBuilder hostName(String name) {
    this.hostName = name;
    return this;
  }

  /**
   * Offers STARTTLS with a self-signed certificate.
   *
   * @param names the host names in the certificate; by default that of the greeting
   */
  public SmtpSinkBuilder startTls(String... names) {
    this.certificateNames = Optional.of(Arrays.asList(names));
    return this;
  }

  /**
   * Does not announce an extension that it has by default: PIPELINING, 8BITMIME, SMTPUTF8,
   * ENHANCEDSTATUSCODES. Parameters of MAIL that need it are refused.
   */
  public SmtpSinkBuilder without(String extension) {
    String name = extension.toUpperCase(Locale.ROOT);
    if (!SinkSettings.EXTENSIONS.contains(name)) {
      throw new IllegalArgumentException("Not one of " + SinkSettings.EXTENSIONS + ": " + name);
    }
    this.extensions.remove(name);
    return this;
  }

  /** The largest message it takes, in bytes; by default 100 MiB. */
  public SmtpSinkBuilder maxSize(long bytes) {
    this.maxSize = bytes;
    return this;
  }

  /** Decides on the replies. */
  public SmtpSinkBuilder script(SinkScript replies) {
    this.script = replies;
    return this;
  }

  /**
   * Keeps only mail with such an envelope; the rest is taken and forgotten at once. By default all
   * is kept.
   */
  public SmtpSinkBuilder keeping(Predicate<Envelope> wanted) {
    this.kept = wanted;
    return this;
  }

  /**
   * Starts the sink.
   *
   * @throws UncheckedIOException if the address cannot be bound
   */
  public SmtpSink start() {
    Optional<SelfSignedCertificate> tls =
        certificateNames
            .map(names -> names.isEmpty() ? List.of(hostName) : names)
            .map(SelfSignedCertificate::create);
    SinkSettings settings =
        new SinkSettings(hostName, Set.copyOf(extensions), maxSize, script, tls, kept);
    try {
      return SmtpSink.listen(bind(), settings);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not listen on " + address, e);
    }
  }

  private ServerSocket bind() throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.setReuseAddress(true);
      server.bind(address, BACKLOG);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }
}
