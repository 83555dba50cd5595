package email.wildduck.james.core.cert;

import email.wildduck.james.core.error.TemporaryFailureException;
import java.util.Optional;

/** Where certificates for names are found, besides files. */
@FunctionalInterface
public interface CertificateSearch {

  /**
   * The certificate for a name, an expired one when there is no other.
   *
   * @throws TemporaryFailureException when that cannot be told now
   */
  Optional<ServerCertificate> find(ServerName name);
}
