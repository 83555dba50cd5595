package email.wildduck.james.core.cert;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;

/** Reads certificates from PEM, in the order in which they stand there. */
final class CertificateChainPem {
  private CertificateChainPem() {}

  /**
   * @throws BrokenCertificateException when there is none, or one that cannot be read
   */
  static List<X509Certificate> parse(String text) {
    List<X509Certificate> chain =
        PemBlocks.of(text).stream()
            .filter(block -> block.label().equals("CERTIFICATE"))
            .map(block -> certificate(block.der()))
            .distinct()
            .collect(Collectors.toList());
    if (chain.isEmpty()) {
      throw new BrokenCertificateException("there is no certificate; it must be PEM: CERTIFICATE");
    }
    return chain;
  }

  private static X509Certificate certificate(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new BrokenCertificateException("the certificate cannot be read");
    }
  }
}
