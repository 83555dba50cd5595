package email.wildduck.james.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import email.wildduck.james.core.cert.BrokenCertificateException;
import email.wildduck.james.core.cert.ServerCertificate;
import email.wildduck.james.core.config.ConfigurationException;
import email.wildduck.james.smtp.tls.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.tree.ImmutableNode;

/** Looks at the files that {@code <tls>} of a port names. */
final class TlsFilesCheck {
  private static final String IN_CONF = "file://conf/";

  private final Path conf;

  TlsFilesCheck(Path conf) {
    this.conf = conf;
  }

  /**
   * @param port an {@code <smtpserver>}
   * @throws ConfigurationException with the first file that is missing or cannot be used
   */
  void check(HierarchicalConfiguration<ImmutableNode> port) {
    for (String name : List.of("privateKey", "certificates", "keystore")) {
      requireReadable("tls/" + name, port.getString("tls." + name, ""));
    }
    if (port.getString("tls.keystore", "").isEmpty()
        && port.getString("tls.secret", "").isEmpty()) {
      checkPair(
          "tls", port.getString("tls.privateKey", ""), port.getString("tls.certificates", ""));
    }
    for (TlsFiles files : TlsFiles.namedIn(port)) {
      requireReadable("tls/namedCertificate/privateKey", files.privateKey());
      requireReadable("tls/namedCertificate/certificates", files.certificates());
      checkPair("tls/namedCertificate", files.privateKey(), files.certificates());
    }
  }

  private void requireReadable(String element, String location) {
    if (location.startsWith(IN_CONF) && !Files.isReadable(path(location))) {
      throw new ConfigurationException(
          "smtpserver.xml: <"
              + element
              + "> is "
              + location
              + ", and there is no such file that can be read");
    }
  }

  private void checkPair(String element, String key, String chain) {
    if (!key.startsWith(IN_CONF) || !chain.startsWith(IN_CONF)) {
      return;
    }
    try {
      ServerCertificate.ofPem(
          Files.readString(path(key), UTF_8), Files.readString(path(chain), UTF_8));
    } catch (IOException | BrokenCertificateException e) {
      throw new ConfigurationException(
          "smtpserver.xml: <" + element + "> with " + key + " and " + chain + ": " + e.getMessage(),
          e);
    }
  }

  private Path path(String location) {
    return conf.resolve(location.substring(IN_CONF.length()));
  }
}
