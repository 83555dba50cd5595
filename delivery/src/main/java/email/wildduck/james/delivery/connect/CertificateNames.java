package email.wildduck.james.delivery.connect;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * The host names of a certificate (RFC 6125 §6.4): its alternative names of type DNS, with a
 * wildcard for the whole first label. The subject does not count.
 */
final class CertificateNames {
  private static final int DNS_NAME = 2;

  private final List<String> names = new ArrayList<>();

  CertificateNames(X509Certificate certificate) throws CertificateParsingException {
    Collection<List<?>> alternatives =
        Objects.requireNonNullElse(certificate.getSubjectAlternativeNames(), List.of());
    for (List<?> alternative : alternatives) {
      if (alternative.get(0).equals(DNS_NAME)) {
        names.add(((String) alternative.get(1)).toLowerCase(Locale.ROOT));
      }
    }
  }

  /** Whether it is for one of these hosts. */
  boolean hasAny(Set<String> hosts) {
    return hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).anyMatch(this::has);
  }

  private boolean has(String host) {
    int dot = host.indexOf('.');
    return names.contains(host) || dot > 0 && names.contains("*" + host.substring(dot));
  }
}
