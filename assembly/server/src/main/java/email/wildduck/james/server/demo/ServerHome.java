package email.wildduck.james.server.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A folder to run the server in: the configuration that is shipped, with other ports, stores and a
 * certificate of its own, and a gateway in the place of the recipients' MX.
 */
public final class ServerHome {
  private static final List<String> SHIPPED =
      List.of(
          "wildduck.xml",
          "smtpserver.xml",
          "mailetcontainer.xml",
          "mailrepositorystore.xml",
          "webadmin.properties",
          "healthcheck.properties",
          "domainlist.xml",
          "dnsservice.xml",
          "logback.xml",
          "jvm.options");

  private static final String DEFAULT_ZONE = "<name>default</name>";

  private final Path folder;
  private final SelfSignedCertificate certificate;

  private ServerHome(Path folder, SelfSignedCertificate certificate) {
    this.folder = folder;
    this.certificate = certificate;
  }

  /** Copies the server's configuration, as it is shipped, into a folder. */
  public static ServerHome create(Path folder, SelfSignedCertificate certificate) {
    return new ServerHome(folder, certificate).copyShipped().writeCertificate();
  }

  /** Copies another configuration into a folder. */
  public static ServerHome create(Path folder, Path conf, SelfSignedCertificate certificate) {
    return new ServerHome(folder, certificate).copy(conf).writeCertificate();
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
        "wildduck.xml",
        DEFAULT_ZONE,
        DEFAULT_ZONE + "<host>127.0.0.1</host><port>" + port + "</port>");
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

  /** A file of the configuration. */
  public String read(String file) {
    try {
      return Files.readString(conf(file));
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

  private ServerHome writeCertificate() {
    return write("tls/private-key.pem", certificate.privateKeyPem())
        .write("tls/certificates.pem", certificate.certificatePem());
  }

  private ServerHome copyShipped() {
    for (String file : SHIPPED) {
      try (InputStream in = ServerHome.class.getResourceAsStream("/shipped-conf/" + file)) {
        write(file, new String(Objects.requireNonNull(in, file).readAllBytes(), UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return this;
  }

  private ServerHome copy(Path conf) {
    try (Stream<Path> files = Files.list(conf)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        write(file.getFileName().toString(), Files.readString(file));
      }
      return this;
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
