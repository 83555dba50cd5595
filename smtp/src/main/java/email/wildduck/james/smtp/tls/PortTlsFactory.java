package email.wildduck.james.smtp.tls;

import email.wildduck.james.core.cert.BrokenCertificateException;
import email.wildduck.james.core.cert.CertificateChoice;
import email.wildduck.james.core.cert.CertificateEvents;
import email.wildduck.james.core.cert.CertificateMetrics;
import email.wildduck.james.core.cert.CertificateSearch;
import email.wildduck.james.core.cert.ServerCertificate;
import email.wildduck.james.core.cert.WatchedFiles;
import email.wildduck.james.core.config.ConfigurationException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.protocols.lib.SslConfig;

/** Makes the TLS of a port of its {@code <tls>}. */
public final class PortTlsFactory {
  private final FileSystem fileSystem;
  private final CertificateSearch search;
  private final Executor handshakes;
  private final Clock clock;
  private final Duration refresh;
  private final CertificateEvents events;
  private final CertificateMetrics metrics;

  /**
   * @param search finds certificates for names that no file is for
   * @param handshakes works on handshakes, which may wait for the search
   * @param refresh after which time files are looked at again
   */
  public PortTlsFactory(
      FileSystem fileSystem,
      CertificateSearch search,
      Executor handshakes,
      Clock clock,
      Duration refresh,
      CertificateEvents events,
      CertificateMetrics metrics) {
    this.fileSystem = fileSystem;
    this.search = search;
    this.handshakes = handshakes;
    this.clock = clock;
    this.refresh = refresh;
    this.events = events;
    this.metrics = metrics;
  }

  /**
   * The TLS of a port, none when neither {@code startTLS} nor {@code socketTLS} is set.
   *
   * @param port an {@code <smtpserver>}
   * @throws ConfigurationException when a file is missing or cannot be used
   * @throws org.apache.commons.configuration2.ex.ConfigurationException by James, when elements do
   *     not go together
   */
  public Optional<PortTls> forPort(HierarchicalConfiguration<ImmutableNode> port)
      throws org.apache.commons.configuration2.ex.ConfigurationException {
    SslConfig config = SslConfig.parse(port);
    if (!config.useSSL() && !config.useStartTLS()) {
      return Optional.empty();
    }
    WatchedFiles own = own(config);
    List<WatchedFiles> named = new ArrayList<>();
    for (TlsFiles files : TlsFiles.namedIn(port)) {
      named.add(named(files));
    }
    List<WatchedFiles> all = new ArrayList<>(named);
    all.add(own);
    all.forEach(files -> metrics.watch(files::current));
    Supplier<List<ServerCertificate>> current =
        () ->
            named.stream().flatMap(files -> files.current().stream()).collect(Collectors.toList());
    CertificateChoice choice =
        new CertificateChoice(own::current, current, search, clock, events, metrics);
    try {
      return Optional.of(
          new PortTls(config, all, choice, ClientTrust.of(config, fileSystem), handshakes));
    } catch (IOException | GeneralSecurityException e) {
      throw new ConfigurationException(
          "smtpserver.xml: <tls/clientAuth/truststore> is "
              + config.getTruststore()
              + ": it cannot be used",
          e);
    }
  }

  private WatchedFiles own(SslConfig config) {
    Optional<char[]> password = Optional.ofNullable(config.getSecret()).map(String::toCharArray);
    try {
      if (config.getKeystore() != null) {
        char[] secret = password.orElse(new char[0]);
        return watch(
            List.of(config.getKeystore()),
            contents ->
                PortCertificates.ofKeyStore(contents.get(0), config.getKeystoreType(), secret));
      }
      return watch(
          List.of(config.getPrivateKey(), config.getCertificates()),
          contents ->
              password.isPresent()
                  ? PortCertificates.ofPem(contents.get(0), contents.get(1), password.get())
                  : PortCertificates.ofPem(contents.get(0), contents.get(1)));
    } catch (BrokenCertificateException e) {
      throw new ConfigurationException(
          "smtpserver.xml: the certificate in <tls> cannot be used: " + e.getMessage(), e);
    }
  }

  private WatchedFiles named(TlsFiles files) {
    try {
      return watch(
          List.of(files.privateKey(), files.certificates()),
          contents -> PortCertificates.ofPem(contents.get(0), contents.get(1)));
    } catch (BrokenCertificateException e) {
      throw files.unusable(e);
    }
  }

  private WatchedFiles watch(
      List<String> locations, Function<List<byte[]>, List<ServerCertificate>> maker) {
    List<Path> paths = new ArrayList<>();
    for (String location : locations) {
      try {
        paths.add(fileSystem.getFile(location).toPath());
      } catch (FileNotFoundException e) {
        throw new ConfigurationException(
            "smtpserver.xml: in <tls>, " + location + ": there is no such file that can be read",
            e);
      }
    }
    return WatchedFiles.of(paths, maker, events, clock, refresh);
  }
}
