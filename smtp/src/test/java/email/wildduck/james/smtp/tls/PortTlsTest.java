package email.wildduck.james.smtp.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import email.wildduck.james.core.MutableClock;
import email.wildduck.james.core.cert.BrokenCertificateException;
import email.wildduck.james.core.cert.CertificateEvents;
import email.wildduck.james.core.cert.CertificateMetrics;
import email.wildduck.james.core.cert.CertificateSearch;
import email.wildduck.james.core.cert.ServerCertificate;
import email.wildduck.james.core.config.ConfigurationException;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.commons.configuration2.XMLConfiguration;
import org.apache.commons.configuration2.io.FileHandler;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.server.core.JamesServerResourceLoader;
import org.apache.james.server.core.filesystem.FileSystemImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class PortTlsTest {
  private static final Duration REFRESH = Duration.ofSeconds(60);
  private static final String OWN =
      "<privateKey>file://conf/key.pem</privateKey>"
          + "<certificates>file://conf/chain.pem</certificates>";
  private static final String NAMED =
      "<namedCertificate><privateKey>file://conf/named.key</privateKey>"
          + "<certificates>file://conf/named.pem</certificates></namedCertificate>";

  @TempDir private Path folder;

  private final MutableClock clock = new MutableClock(Instant.now().toString());
  private final SelfSignedCertificate own = SelfSignedCertificate.create(List.of("port.example"));
  private final SelfSignedCertificate named = SelfSignedCertificate.create(List.of("a.example"));
  private final SelfSignedCertificate stored = SelfSignedCertificate.create(List.of("b.example"));
  private CertificateSearch search =
      name -> name.toString().equals("b.example") ? Optional.of(loaded(stored)) : Optional.empty();

  @BeforeEach
  void writeFiles() throws Exception {
    Files.createDirectories(folder.resolve("conf"));
    write("key.pem", own.privateKeyPem());
    write("chain.pem", own.certificatePem());
    write("named.key", named.privateKeyPem());
    write("named.pem", named.certificatePem());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void theCertificateIsThatOfTheName(String protocol) throws Exception {
    PortTls port = port(OWN + NAMED);

    assertThat(shown(port, "a.example", protocol)).isEqualTo(named.certificate());
    assertThat(shown(port, "b.example", protocol)).isEqualTo(stored.certificate());
    assertThat(shown(port, "c.example", protocol)).isEqualTo(own.certificate());
    assertThat(TlsPair.handshake(port, Optional.empty(), protocol).shown())
        .isEqualTo(own.certificate());
  }

  @Test
  void certificatesOfSeveralKindsOfKeysCanBeOnOnePort() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    SelfSignedCertificate rsa = with(generator.generateKeyPair(), "a.example");
    write("named.key", rsa.privateKeyPem());
    write("named.pem", rsa.certificatePem());
    PortTls port = port(OWN + NAMED);

    assertThat(shown(port, "a.example")).isEqualTo(rsa.certificate());
    assertThat(shown(port, "c.example")).isEqualTo(own.certificate());
  }

  @Test
  void newFilesAreShownWithoutAnewStart() throws Exception {
    PortTls port = port(OWN + NAMED);
    assertThat(shown(port, "a.example")).isEqualTo(named.certificate());
    SelfSignedCertificate renewed = SelfSignedCertificate.create(List.of("a.example"));
    write("named.key", renewed.privateKeyPem());
    write("named.pem", renewed.certificatePem());

    clock.advance(REFRESH.plusSeconds(1));

    assertThat(shown(port, "a.example")).isEqualTo(renewed.certificate());
  }

  @Test
  void aReloadShowsNewFilesAtOnce() throws Exception {
    PortTls port = port(OWN);
    SelfSignedCertificate renewed = SelfSignedCertificate.create(List.of("port.example"));
    write("key.pem", renewed.privateKeyPem());
    write("chain.pem", renewed.certificatePem());

    port.reload();

    assertThat(shown(port, "port.example")).isEqualTo(renewed.certificate());
  }

  @Test
  void aReloadOfBrokenFilesFailsAndLeavesThePortAsItWas() throws Exception {
    PortTls port = port(OWN);
    write("key.pem", "nothing");

    assertThatThrownBy(port::reload).isInstanceOf(BrokenCertificateException.class);
    assertThat(shown(port, "port.example")).isEqualTo(own.certificate());
  }

  @Test
  void withoutADatabaseThePortsOwnIsShown() throws Exception {
    search =
        name -> {
          throw new TemporaryFailureException("away", new IllegalStateException());
        };

    assertThat(shown(port(OWN), "b.example")).isEqualTo(own.certificate());
  }

  @Test
  void aKeyStoreIsTakenAsInJames() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    char[] password = "secret".toCharArray();
    store.load(null, password);
    store.setKeyEntry(
        "own", loaded(own).privateKey(), password, new Certificate[] {own.certificate()});
    try (OutputStream out = Files.newOutputStream(folder.resolve("conf/keystore"))) {
      store.store(out, password);
    }
    String element = "<keystore>file://conf/keystore</keystore><keystoreType>PKCS12</keystoreType>";

    assertThat(shown(port(element + "<secret>secret</secret>"), "c.example"))
        .isEqualTo(own.certificate());
    assertThatThrownBy(() -> port(element + "<secret>other</secret>"))
        .hasMessageContaining("the key store cannot be opened");
  }

  @Test
  void oldProtocolsAreRefusedUnlessTheyAreConfigured() throws Exception {
    assertThat(TlsPair.handshake(port(OWN), Optional.empty()).session().getProtocol())
        .isEqualTo("TLSv1.3");
    PortTls old =
        port(
            OWN
                + "<supportedProtocols><protocol>TLSv1.2</protocol></supportedProtocols>"
                + "<supportedCipherSuites>"
                + "<cipherSuite>TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384</cipherSuite>"
                + "</supportedCipherSuites>");

    TlsPair pair = TlsPair.handshake(old, Optional.empty());

    assertThat(pair.session().getProtocol()).isEqualTo("TLSv1.2");
    assertThat(pair.session().getCipherSuite())
        .isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
    assertThat(TlsPair.handshake(old, Optional.empty(), "TLSv1.3").succeeded()).isFalse();
  }

  @Test
  void aClientThatSaysNothingIsClosedAfterTenSeconds() throws Exception {
    EmbeddedChannel silent = new EmbeddedChannel();
    silent.freezeTime();
    silent.pipeline().addLast(port(OWN).encryption().sslHandler());

    silent.advanceTimeBy(9, TimeUnit.SECONDS);
    silent.runScheduledPendingTasks();
    assertThat(silent.isOpen()).isTrue();

    silent.advanceTimeBy(2, TimeUnit.SECONDS);
    silent.runScheduledPendingTasks();
    assertThat(silent.isOpen()).isFalse();
  }

  @Test
  void theReplyToStarttlsIsInClearTextAndNothingBehindIt() throws Exception {
    EmbeddedChannel client = new EmbeddedChannel(port(OWN).encryption().sslHandler());

    client.writeOutbound(Unpooled.copiedBuffer("220 go\r\n", UTF_8));
    var unused = client.writeOneOutbound(Unpooled.copiedBuffer("421 too early\r\n", UTF_8));
    client.flushOutbound();

    assertThat(client.<ByteBuf>readOutbound().toString(UTF_8)).isEqualTo("220 go\r\n");
    assertThat(client.<ByteBuf>readOutbound()).isNull();
  }

  @Test
  void aClientThatSpeaksNoTlsIsClosedWithOneLineInTheLog() throws Exception {
    EmbeddedChannel client = new EmbeddedChannel(port(OWN).encryption().sslHandler());

    List<String> lines =
        logged(
            () -> {
              client.writeInbound(Unpooled.copiedBuffer("GET / HTTP/1.1\r\n\r\n", UTF_8));
              client.runPendingTasks();
              client.checkException();
            });

    assertThat(client.isOpen()).isFalse();
    assertThat(lines).containsExactly("TLSFAILED error=\"not TLS\"");
  }

  @Test
  void aClientWithoutACommonProtocolIsOneLineInTheLog() throws Exception {
    PortTls port =
        port(OWN + "<supportedProtocols><protocol>TLSv1.3</protocol></supportedProtocols>");

    assertThat(logged(() -> TlsPair.handshake(port, Optional.empty(), "TLSv1.2")))
        .singleElement()
        .asString()
        .startsWith("TLSFAILED error=");
  }

  @Test
  void whatIsWrongWithAFileIsSaid() throws Exception {
    write("named.key", own.privateKeyPem());
    assertThatThrownBy(() -> port(OWN + NAMED))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "smtpserver.xml: <tls/namedCertificate> with file://conf/named.key and file://conf/named.pem: "
                + "the private key does not belong to the first certificate");
    assertThatThrownBy(() -> port(OWN + "<namedCertificate/>"))
        .hasMessageStartingWith("smtpserver.xml: <tls/namedCertificate/privateKey> is missing;");
  }

  @Test
  void aPortWithoutTlsHasNone() throws Exception {
    assertThat(factory().forPort(configuration("<tls startTLS=\"false\"/>"))).isEmpty();
  }

  private PortTls port(String elements) throws Exception {
    return factory()
        .forPort(configuration("<tls startTLS=\"true\">" + elements + "</tls>"))
        .orElseThrow();
  }

  private PortTlsFactory factory() {
    PrometheusRegistry registry = new PrometheusRegistry();
    FileSystem files = new FileSystemImpl(new JamesServerResourceLoader(folder.toString()));
    return new PortTlsFactory(
        files,
        name -> search.find(name),
        Runnable::run,
        clock,
        REFRESH,
        new CertificateEvents(clock, registry),
        new CertificateMetrics(registry));
  }

  private static List<String> logged(ThrowingRunnable action) throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(PortSslHandler.class);
    ListAppender<ILoggingEvent> appender = new ListAppender<>();
    appender.start();
    logger.addAppender(appender);
    logger.setLevel(Level.INFO);
    try {
      action.run();
      return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    } finally {
      logger.setLevel(null);
      logger.detachAppender(appender);
    }
  }

  private interface ThrowingRunnable {
    void run() throws Exception;
  }

  private static XMLConfiguration configuration(String tls) throws Exception {
    XMLConfiguration configuration = new XMLConfiguration();
    new FileHandler(configuration)
        .load(new ByteArrayInputStream(("<smtpserver>" + tls + "</smtpserver>").getBytes(UTF_8)));
    return configuration;
  }

  private static Certificate shown(PortTls port, String name, String... protocols)
      throws Exception {
    return TlsPair.handshake(port, Optional.of(name), protocols).shown();
  }

  private static ServerCertificate loaded(SelfSignedCertificate certificate) {
    return ServerCertificate.ofPem(certificate.privateKeyPem(), certificate.certificatePem());
  }

  private static SelfSignedCertificate with(KeyPair keys, String name) {
    Instant now = Instant.now();
    return SelfSignedCertificate.create(
        List.of(name), keys, now.minus(Duration.ofHours(1)), now.plus(Duration.ofDays(1)));
  }

  private void write(String name, String content) throws Exception {
    Files.writeString(folder.resolve("conf").resolve(name), content);
  }
}
