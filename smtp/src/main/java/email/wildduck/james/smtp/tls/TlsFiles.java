package email.wildduck.james.smtp.tls;

import email.wildduck.james.core.cert.BrokenCertificateException;
import email.wildduck.james.core.config.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.tree.ImmutableNode;

/**
 * The additional certificates of a port in {@code smtpserver.xml}, any number of
 *
 * <pre>{@code
 * <tls>
 *   <namedCertificate>
 *     <privateKey>file://conf/tls/mx.example.org.key</privateKey>
 *     <certificates>file://conf/tls/mx.example.org.pem</certificates>
 *   </namedCertificate>
 * </tls>
 * }</pre>
 */
public final class TlsFiles {
  private static final String ELEMENT = "tls.namedCertificate";

  private final String privateKey;
  private final String certificates;

  private TlsFiles(String privateKey, String certificates) {
    this.privateKey = privateKey;
    this.certificates = certificates;
  }

  /**
   * Those of a port.
   *
   * @param port an {@code <smtpserver>}
   * @throws ConfigurationException when an entry does not name both files
   */
  public static List<TlsFiles> namedIn(HierarchicalConfiguration<ImmutableNode> port) {
    List<TlsFiles> found = new ArrayList<>();
    for (HierarchicalConfiguration<ImmutableNode> entry : port.configurationsAt(ELEMENT)) {
      found.add(new TlsFiles(text(entry, "privateKey"), text(entry, "certificates")));
    }
    return found;
  }

  private static String text(HierarchicalConfiguration<ImmutableNode> entry, String name) {
    String text = entry.getString(name, "").trim();
    if (text.isEmpty()) {
      throw new ConfigurationException(
          "smtpserver.xml: <tls/namedCertificate/"
              + name
              + "> is missing; it must be a PEM file, for example file://conf/tls/"
              + name
              + ".pem");
    }
    return text;
  }

  /** The location of the key: PEM, not encrypted. */
  public String privateKey() {
    return privateKey;
  }

  /** The location of the certificate and the chain above it: PEM. */
  public String certificates() {
    return certificates;
  }

  /** What a message says of these files. */
  ConfigurationException unusable(BrokenCertificateException reason) {
    return new ConfigurationException(
        "smtpserver.xml: <tls/namedCertificate> with "
            + privateKey
            + " and "
            + certificates
            + ": "
            + reason.getMessage(),
        reason);
  }
}
