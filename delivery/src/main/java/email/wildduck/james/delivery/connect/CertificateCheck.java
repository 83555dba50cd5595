package email.wildduck.james.delivery.connect;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Checks the certificate of one connection: chain, dates, and the host name as the socket asks for.
 * When the certificate does not matter, the fault is kept for the log.
 */
final class CertificateCheck extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager authorities;
  private final boolean strict;
  private Optional<String> fault = Optional.of("the peer has shown no certificate");

  CertificateCheck(X509ExtendedTrustManager authorities, boolean strict) {
    this.authorities = authorities;
    this.strict = strict;
  }

  /** Why the certificate is not valid; empty when it is. */
  Optional<String> fault() {
    return fault;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    try {
      authorities.checkServerTrusted(chain, authType, socket);
      fault = Optional.empty();
    } catch (CertificateException e) {
      fault = Optional.of(String.valueOf(e.getMessage()));
      if (strict) {
        throw e;
      }
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("only sockets are checked");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("only sockets are checked");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("this is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("this is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("this is no server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
