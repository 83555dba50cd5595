package email.wildduck.james.core.cert;

import static email.wildduck.james.core.cert.TestCertificates.NOW;
import static email.wildduck.james.core.cert.TestCertificates.forDays;
import static email.wildduck.james.core.cert.TestCertificates.loaded;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.MutableClock;
import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFilesTest {
  private static final Duration MAX_AGE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private final MutableClock clock = new MutableClock(NOW.toString());
  private final PrometheusRegistry metrics = new PrometheusRegistry();
  private final CertificateEvents events = new CertificateEvents(clock, metrics);
  private final SelfSignedCertificate first = forDays(10, "mail.example.com");
  private final SelfSignedCertificate second = forDays(90, "mail.example.com");
  private WatchedFiles files;

  @BeforeEach
  void writeTheFirst() throws IOException {
    write(first.privateKeyPem(), first.certificatePem());
    files = open();
  }

  @Test
  void newFilesAreTakenUpWhenTheLastLookIsOldEnough() throws IOException {
    write(second.privateKeyPem(), second.certificatePem());

    clock.advance(MAX_AGE);
    assertThat(files.current()).containsExactly(loaded(first));
    clock.advance(Duration.ofSeconds(1));
    assertThat(files.current()).containsExactly(loaded(second));
  }

  @Test
  void aReloadTakesThemUpAtOnce() throws IOException {
    write(second.privateKeyPem(), second.certificatePem());

    files.reload();

    assertThat(files.current()).containsExactly(loaded(second));
  }

  @Test
  void aNewKeyWhoseCertificateIsNotThereYetChangesNothing() throws IOException {
    write(second.privateKeyPem(), first.certificatePem());
    later();
    assertThat(files.current()).containsExactly(loaded(first));
    assertThat(broken()).isEqualTo(1);

    later();
    assertThat(files.current()).containsExactly(loaded(first));
    assertThat(broken()).isEqualTo(1);

    write(second.privateKeyPem(), second.certificatePem());
    later();
    assertThat(files.current()).containsExactly(loaded(second));
  }

  @Test
  void aFileThatHasGoneChangesNothing() throws IOException {
    Files.delete(folder.resolve("key.pem"));
    later();

    assertThat(files.current()).containsExactly(loaded(first));
    assertThat(broken()).isEqualTo(1);
  }

  @Test
  void aReloadOfBrokenFilesSaysSoAndChangesNothing() throws IOException {
    write("nothing", second.certificatePem());

    assertThatThrownBy(files::reload).isInstanceOf(BrokenCertificateException.class);
    assertThat(files.current()).containsExactly(loaded(first));
  }

  @Test
  void aFileThatIsMissingAtTheStartIsNamed() throws IOException {
    Files.delete(folder.resolve("key.pem"));

    assertThatThrownBy(this::open)
        .isInstanceOf(BrokenCertificateException.class)
        .hasMessage(folder.resolve("key.pem") + " cannot be read");
  }

  private WatchedFiles open() {
    return WatchedFiles.of(
        List.of(folder.resolve("key.pem"), folder.resolve("chain.pem")),
        contents ->
            List.of(
                ServerCertificate.ofPem(
                    new String(contents.get(0), UTF_8), new String(contents.get(1), UTF_8))),
        events,
        clock,
        MAX_AGE);
  }

  private void write(String key, String chain) throws IOException {
    Files.writeString(folder.resolve("key.pem"), key);
    Files.writeString(folder.resolve("chain.pem"), chain);
  }

  private void later() {
    clock.advance(MAX_AGE.plusSeconds(1));
  }

  private double broken() {
    return TestMetrics.value(metrics, "wildduck_tls_certificates_broken");
  }
}
