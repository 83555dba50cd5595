package email.wildduck.james.delivery.connect;

import email.wildduck.james.delivery.attempt.TlsInfo;
import email.wildduck.james.delivery.attempt.TlsMode;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * Puts TLS on a connection, with the versions and ciphers that the Java runtime allows. The host's
 * name is sent along (SNI). Thread-safe.
 */
public final class TlsClient {
  private static final Set<String> MODERN = Set.of("TLSv1.2", "TLSv1.3");

  private final TlsTrust trust;
  private final SecureRandom random = new SecureRandom();

  /** Checks certificates against {@code trust}. */
  public TlsClient(TlsTrust trust) {
    this.trust = trust;
  }

  /**
   * Makes the handshake.
   *
   * @param host the name that the certificate is to be for
   * @param mode with {@code VERIFIED} the certificate must be valid and TLS 1.2 or later; else its
   *     faults are only reported
   * @throws IOException when there is no agreement, or the certificate is not valid and has to be;
   *     the connection is of no more use
   */
  public TlsInfo encrypt(Wire wire, String host, TlsMode mode) throws IOException {
    boolean strict = mode == TlsMode.VERIFIED;
    CertificateCheck check = new CertificateCheck(trust.manager(), strict);
    SSLSocket socket =
        (SSLSocket)
            context(check)
                .getSocketFactory()
                .createSocket(wire.tcp(), host, wire.tcp().getPort(), false);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (strict) {
      parameters.setProtocols(
          Arrays.stream(parameters.getProtocols()).filter(MODERN::contains).toArray(String[]::new));
    }
    socket.setSSLParameters(parameters);
    wire.encrypt(socket);
    SSLSession session = socket.getSession();
    return new TlsInfo(session.getProtocol(), session.getCipherSuite(), check.fault());
  }

  /** One for each connection, so that a session of another one is never resumed unchecked. */
  private SSLContext context(CertificateCheck check) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[0], new TrustManager[] {check}, random);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no TLS", e);
    }
  }
}
