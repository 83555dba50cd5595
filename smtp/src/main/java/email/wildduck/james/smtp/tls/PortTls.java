package email.wildduck.james.smtp.tls;

import email.wildduck.james.core.cert.CertificateChoice;
import email.wildduck.james.core.cert.WatchedFiles;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.apache.james.protocols.lib.SslConfig;
import org.apache.james.protocols.netty.Encryption;

/** TLS of one port. Thread-safe. */
public final class PortTls {
  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final List<WatchedFiles> files;
  private final Encryption encryption;

  PortTls(
      SslConfig config,
      List<WatchedFiles> files,
      CertificateChoice choice,
      Optional<TrustManager[]> trust,
      Executor handshakes)
      throws GeneralSecurityException {
    this.files = files;
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(new KeyManager[] {new SniKeyManager(choice)}, trust.orElse(null), null);
    this.encryption =
        new OffloadedEncryption(encryption(config, context), handshakes, HANDSHAKE_TIMEOUT);
  }

  private static Encryption encryption(SslConfig config, SSLContext context) {
    String[] ciphers = config.getEnabledCipherSuites();
    String[] configured = config.getEnabledProtocols();
    String[] protocols = configured.length == 0 ? PROTOCOLS : configured;
    return config.useStartTLS()
        ? Encryption.createStartTls(context, ciphers, protocols, config.getClientAuth())
        : Encryption.createTls(context, ciphers, protocols, config.getClientAuth());
  }

  /** For the pipeline of a connection. */
  public Encryption encryption() {
    return encryption;
  }

  /**
   * Reads all files of the port now.
   *
   * @throws email.wildduck.james.core.cert.BrokenCertificateException when some cannot be used;
   *     what was in use stays
   */
  public void reload() {
    files.forEach(WatchedFiles::reload);
  }
}
