package email.wildduck.james.delivery.connect;

import email.wildduck.james.delivery.attempt.DaneTerms;
import email.wildduck.james.delivery.attempt.TlsDemand;
import email.wildduck.james.delivery.attempt.TlsInfo;
import email.wildduck.james.delivery.attempt.TlsMode;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
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
  private static final String NEWEST = "TLSv1.3";

  private final TlsTrust trust;
  private final SecureRandom random = new SecureRandom();

  /** Checks certificates against {@code trust}. */
  public TlsClient(TlsTrust trust) {
    this.trust = trust;
  }

  /**
   * Makes the handshake.
   *
   * @param host the name that the certificate is to be for, unless TLSA records name another
   * @param demand with {@code VERIFIED} the certificate must be valid, with {@code DANE} be vouched
   *     for by the records, both over TLS 1.2 or later; else its faults are only reported
   * @param small whether only TLS 1.3 is offered, which makes for a ClientHello of half the size
   * @throws IOException when there is no agreement, or the certificate is not valid and has to be;
   *     the connection is of no more use
   */
  public TlsInfo encrypt(Wire wire, String host, TlsDemand demand, boolean small)
      throws IOException {
    boolean strict = demand.mode().compareTo(TlsMode.VERIFIED) >= 0;
    PeerCheck check =
        demand.dane().<PeerCheck>map(DaneCheck::new).orElseGet(() -> authorities(strict));
    String name = demand.dane().map(DaneTerms::baseDomain).orElse(host);
    SSLSocket socket =
        (SSLSocket)
            context(check)
                .getSocketFactory()
                .createSocket(wire.tcp(), name, wire.tcp().getPort(), false);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (strict) {
      parameters.setProtocols(those(parameters.getProtocols(), MODERN::contains));
    }
    if (small) {
      parameters.setProtocols(new String[] {NEWEST});
      // The suites of TLS 1.3 have no key exchange in their names.
      parameters.setCipherSuites(
          those(parameters.getCipherSuites(), suite -> suite.matches("TLS_(AES|CHACHA20)_.*")));
    }
    socket.setSSLParameters(parameters);
    wire.encrypt(socket);
    SSLSession session = socket.getSession();
    return new TlsInfo(session.getProtocol(), session.getCipherSuite(), check.fault());
  }

  private PeerCheck authorities(boolean strict) {
    return new CertificateCheck(trust.manager(), strict);
  }

  private static String[] those(String[] all, Predicate<String> condition) {
    return Arrays.stream(all).filter(condition).toArray(String[]::new);
  }

  /** One for each connection, so that a session of another one is never resumed unchecked. */
  private SSLContext context(PeerCheck check) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[0], new TrustManager[] {check}, random);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no TLS", e);
    }
  }
}
