package email.wildduck.james.delivery.connect;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Checks the certificate of one connection. When the certificate does not matter, the fault is kept
 * for the log.
 */
abstract class PeerCheck extends X509ExtendedTrustManager {
  private final boolean strict;
  private Optional<String> fault = Optional.of("the peer has shown no certificate");

  /**
   * @param strict whether a fault ends the handshake
   */
  PeerCheck(boolean strict) {
    this.strict = strict;
  }

  /** Looks at what the peer has shown: its own certificate first. */
  abstract void verify(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException;

  /** Why the certificate is not valid; empty when it is. */
  final Optional<String> fault() {
    return fault;
  }

  @Override
  public final void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    try {
      verify(chain, authType, socket);
      fault = Optional.empty();
    } catch (CertificateException e) {
      fault = Optional.of(String.valueOf(e.getMessage()));
      if (strict) {
        throw e;
      }
    }
  }

  @Override
  public final void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("only sockets are checked");
  }

  @Override
  public final void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("only sockets are checked");
  }

  @Override
  public final void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("this is no server");
  }

  @Override
  public final void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("this is no server");
  }

  @Override
  public final void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("this is no server");
  }

  @Override
  public final X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
