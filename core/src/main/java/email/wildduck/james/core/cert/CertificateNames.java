package email.wildduck.james.core.cert;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/**
 * The names that a certificate is for, in lower case: its DNS alternative names, or the common name
 * of its subject when it has none (RFC 6125 §6.4.4).
 */
final class CertificateNames {
  private static final Integer DNS_NAME = 2;

  private CertificateNames() {}

  static Set<String> of(X509Certificate certificate) {
    Set<String> names = alternatives(certificate);
    return names.isEmpty() ? commonNames(certificate) : names;
  }

  private static Set<String> alternatives(X509Certificate certificate) {
    try {
      Collection<List<?>> all =
          Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElse(List.of());
      return all.stream()
          .filter(name -> DNS_NAME.equals(name.get(0)))
          .map(name -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT))
          .collect(Collectors.toCollection(LinkedHashSet::new));
    } catch (CertificateParsingException e) {
      throw new BrokenCertificateException("the names of the certificate cannot be read");
    }
  }

  private static Set<String> commonNames(X509Certificate certificate) {
    X500Name subject = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    return Arrays.stream(subject.getRDNs(BCStyle.CN))
        .map(rdn -> IETFUtils.valueToString(rdn.getFirst().getValue()))
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
