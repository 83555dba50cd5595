package email.wildduck.james.server.demo;

import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A folder to run the server in: the configuration that is shipped, with other ports, stores and a
 * certificate of its own, and a gateway in the place of the recipients' MX.
 */
public final class ServerHome {
  private static final String CONNECTIONS = "<outgoing>outgoing</outgoing>";

  private final Path folder;
  private final SelfSignedCertificate certificate;

  private ServerHome(Path folder, SelfSignedCertificate certificate) {
    this.folder = folder;
    this.certificate = certificate;
  }

  /**
   * Copies the shipped configuration into a folder.
   *
   * @param shippedConf the configuration as it is shipped
   */
  public static ServerHome create(
      Path folder, Path shippedConf, SelfSignedCertificate certificate) {
    ServerHome home = new ServerHome(folder, certificate);
    home.copy(shippedConf);
    home.write("tls/private-key.pem", certificate.privateKeyPem());
    home.write("tls/certificates.pem", certificate.certificatePem());
    return home;
  }

  /** The folder, with {@code conf/} in it. */
  public Path folder() {
    return folder;
  }

  /** What the server shows to its clients. */
  public SelfSignedCertificate certificate() {
    return certificate;
  }

  /** Listens on these ports of the loopback interface only. */
  public ServerHome listeningOn(ServerPorts ports) {
    replace("smtpserver.xml", "0.0.0.0:587", "127.0.0.1:" + ports.startTls());
    replace("smtpserver.xml", "0.0.0.0:465", "127.0.0.1:" + ports.tls());
    replace("webadmin.properties", "port=8000", "port=" + ports.webadmin());
    return this;
  }

  /** Uses these stores. */
  public ServerHome storingIn(String mongoUri, String redisUri) {
    replace("wildduck.xml", "mongodb://127.0.0.1:27017/wildduck", escaped(mongoUri));
    replace("wildduck.xml", "redis://127.0.0.1:6379/3", escaped(redisUri));
    return this;
  }

  /** Delivers everything to one server on this machine instead of to the recipients' MX. */
  public ServerHome deliveringTo(int port) {
    return replace(
        "mailetcontainer.xml",
        CONNECTIONS,
        CONNECTIONS + "\n<gateway>127.0.0.1</gateway><gatewayPort>" + port + "</gatewayPort>");
  }

  /**
   * Edits a file of the configuration.
   *
   * @throws IllegalStateException when the text is not in it
   */
  public ServerHome replace(String file, String text, String replacement) {
    try {
      String content = Files.readString(conf(file));
      if (!content.contains(text)) {
        throw new IllegalStateException(file + " does not contain " + text);
      }
      return write(file, content.replace(text, replacement));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file of the configuration. */
  public ServerHome write(String file, String content) {
    try {
      Files.createDirectories(conf(file).getParent());
      Files.writeString(conf(file), content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void copy(Path shippedConf) {
    try (Stream<Path> files = Files.list(shippedConf)) {
      Files.createDirectories(folder.resolve("conf"));
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, conf(file.getFileName().toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path conf(String file) {
    return folder.resolve("conf").resolve(file);
  }

  private static String escaped(String uri) {
    return uri.replace("&", "&amp;");
  }
}
