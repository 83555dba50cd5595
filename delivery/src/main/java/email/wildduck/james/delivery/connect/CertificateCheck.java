package email.wildduck.james.delivery.connect;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509ExtendedTrustManager;

/** Has authorities vouch: chain, dates, and the host name as the socket asks for. */
final class CertificateCheck extends PeerCheck {
  private final X509ExtendedTrustManager authorities;

  CertificateCheck(X509ExtendedTrustManager authorities, boolean strict) {
    super(strict);
    this.authorities = authorities;
  }

  @Override
  void verify(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
    authorities.checkServerTrusted(chain, authType, socket);
  }
}
