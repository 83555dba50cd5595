package email.wildduck.james.core.dkim;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.MutableClock;
import email.wildduck.james.core.TestConfiguration;
import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.UnreachableMongo;
import email.wildduck.james.core.config.ConfigurationException;
import email.wildduck.james.core.config.DkimConfiguration;
import email.wildduck.james.core.config.DkimConfiguration.OnUnusableKey;
import email.wildduck.james.core.crypto.StoredSecret;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageSignerTest {
  private final TestMongo mongo = TestMongo.start();
  private final MutableClock clock = new MutableClock("2026-11-26T00:00:00Z");
  private final PrometheusRegistry metrics = new PrometheusRegistry();
  private final DkimReport report = new DkimReport(metrics);

  @TempDir private Path folder;

  @BeforeEach
  void storeKeys() {
    store("one.example", "ed", TestKeys.privateKey("ed"));
    store("*", "wd1", TestKeys.privateKey("wd1"));
    store("broken.example", "wd2", "no key");
  }

  @AfterEach
  void close() {
    mongo.close();
  }

  @Test
  void eachSignatorySignsWithItsKeyTheFirstOnTop() throws IOException {
    assertThat(
            signatures(
                signer(AdditionalKeys.none(), OnUnusableKey.DEFER),
                Signatory.withAnyKey("one.example"),
                Signatory.withAnyKey("two.example"),
                Signatory.withOwnKey("three.example")))
        .containsExactly("one.example ed ed25519-sha256", "two.example wd1 rsa-sha256");
    assertThat(counted("wildduck_dkim_signatures", "ed25519-sha256")).isEqualTo(1);
  }

  @Test
  void aKeyInAFileSignsBesideWildDucks() throws IOException {
    Files.writeString(folder.resolve("rsa.pem"), TestKeys.privateKey("wd2"));
    AdditionalKeys additional =
        additional(
            "<key><domain>ONE.example</domain><selector>wd2</selector><file>rsa.pem</file></key>");

    assertThat(
            signatures(
                signer(additional, OnUnusableKey.DEFER),
                Signatory.withOwnKey("one.example"),
                Signatory.withAnyKey("two.example")))
        .containsExactly(
            "one.example ed ed25519-sha256",
            "one.example wd2 rsa-sha256",
            "two.example wd1 rsa-sha256");
  }

  @Test
  void aKeyInAFileForAnyDomainSignsForThoseThatNoFileNames() throws IOException {
    Files.writeString(folder.resolve("rsa.pem"), TestKeys.privateKey("wd2"));
    Files.writeString(folder.resolve("ed.pem"), TestKeys.privateKey("ed"));
    AdditionalKeys additional =
        additional(
            "<key><domain>*</domain><selector>ed</selector><file>ed.pem</file></key>"
                + "<key><domain>two.example</domain><selector>wd2</selector>"
                + "<file>rsa.pem</file></key>");

    assertThat(
            signatures(
                signer(additional, OnUnusableKey.DEFER),
                Signatory.withAnyKey("two.example"),
                Signatory.withAnyKey("three.example"),
                Signatory.withOwnKey("four.example")))
        .containsExactly(
            "two.example wd1 rsa-sha256",
            "two.example wd2 rsa-sha256",
            "three.example wd1 rsa-sha256",
            "three.example ed ed25519-sha256");
  }

  @Test
  void twoKeysUnderOneSelectorAreOneSignature() throws IOException {
    Files.writeString(folder.resolve("ed.pem"), TestKeys.privateKey("ed"));
    AdditionalKeys additional =
        additional(
            "<key><domain>one.example</domain><selector>ed</selector><file>ed.pem</file></key>");

    assertThat(
            signatures(
                signer(additional, OnUnusableKey.DEFER), Signatory.withAnyKey("one.example")))
        .containsExactly("one.example ed ed25519-sha256");
  }

  @Test
  void aMessageWithoutKeyStaysAsItIsAndIsCounted() throws IOException {
    RawMessage message = message();

    assertThat(
            signer(AdditionalKeys.none(), OnUnusableKey.DEFER)
                .sign(message, "id", List.of(Signatory.withOwnKey("none.example"))))
        .isSameAs(message);
    assertThat(counted("wildduck_dkim_unsigned", "no_key")).isEqualTo(1);
  }

  @Test
  void anUnusableKeyStopsTheMessage() {
    MessageSigner signer = signer(AdditionalKeys.none(), OnUnusableKey.DEFER);

    assertThatThrownBy(() -> signatures(signer, Signatory.withAnyKey("broken.example")))
        .isInstanceOf(DkimKeyException.class)
        .hasMessageContaining("wd2._domainkey.broken.example");
  }

  @Test
  void withTheOptionOnlyTheOtherKeysSignWhenOneIsUnusable() throws IOException {
    MessageSigner signer = signer(AdditionalKeys.none(), OnUnusableKey.UNSIGNED);

    assertThat(
            signatures(
                signer,
                Signatory.withAnyKey("broken.example"),
                Signatory.withAnyKey("one.example")))
        .containsExactly("one.example ed ed25519-sha256");
    assertThat(counted("wildduck_dkim_unsigned", "unusable_key")).isEqualTo(1);
  }

  @Test
  void noOptionLetsAMessageGoUnsignedWhenTheDatabaseIsAway() {
    try (UnreachableMongo away = new UnreachableMongo()) {
      DkimKeys keys =
          new DkimKeys(away.database(), StoredSecret.withoutSecret(), clock, Duration.ofSeconds(5));
      MessageSigner signer =
          new MessageSigner(
              keys,
              AdditionalKeys.none(),
              DkimSigner.overSigning(),
              OnUnusableKey.UNSIGNED,
              report);

      assertThatThrownBy(() -> signatures(signer, Signatory.withAnyKey("one.example")))
          .isInstanceOf(TemporaryFailureException.class)
          .isNotInstanceOf(DkimKeyException.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "missing.pem | example.com | wd1 | missing.pem cannot be read (NoSuchFileException)",
        "broken.pem | example.com | wd1 | neither PEM (PKCS#8, PKCS#1) nor an ed25519 seed",
        "rsa.pem | a b | wd1 | not a domain that can sign",
        "rsa.pem | example.com | x; l=0 | not a selector"
      })
  void aFileThatCannotBeUsedStopsTheStartAndSaysWhere(
      String file, String domain, String selector, String message) throws IOException {
    Files.writeString(folder.resolve("rsa.pem"), TestKeys.privateKey("wd2"));
    Files.writeString(folder.resolve("broken.pem"), "no key");

    assertThatThrownBy(
            () ->
                additional(
                    "<key><domain>"
                        + domain
                        + "</domain><selector>"
                        + selector
                        + "</selector><file>"
                        + file
                        + "</file></key>"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("<dkim/keys/key/file>: ")
        .hasMessageContaining(message);
  }

  private MessageSigner signer(AdditionalKeys additional, OnUnusableKey onUnusableKey) {
    DkimKeys keys =
        new DkimKeys(mongo.database(), StoredSecret.withoutSecret(), clock, Duration.ofSeconds(5));
    return new MessageSigner(keys, additional, DkimSigner.overSigning(), onUnusableKey, report);
  }

  private AdditionalKeys additional(String keys) {
    DkimConfiguration configuration =
        TestConfiguration.of("<dkim><keys>" + keys + "</keys></dkim>").dkim();
    return AdditionalKeys.read(configuration.keys(), folder);
  }

  private static List<String> signatures(MessageSigner signer, Signatory... signatories)
      throws IOException {
    RawMessage signed = signer.sign(message(), "id", List.of(signatories));
    return JcaVerifier.verify(
        WireForm.of(signed.open()), (domain, selector) -> TestKeys.subjectPublicKeyInfo(selector));
  }

  private double counted(String counter, String label) {
    return metrics.scrape(counter::equals).stream()
        .map(CounterSnapshot.class::cast)
        .flatMap(snapshot -> new ArrayList<>(snapshot.getDataPoints()).stream())
        .filter(point -> point.getLabels().stream().anyMatch(l -> l.getValue().equals(label)))
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }

  private void store(String domain, String selector, String privateKey) {
    mongo
        .database()
        .getCollection("dkim")
        .insertOne(
            new Document("domain", domain)
                .append("selector", selector)
                .append("privateKey", privateKey));
  }

  private static RawMessage message() throws IOException {
    return RawMessage.parse(
        ByteSource.of("From: a@one.example\r\nSubject: x\r\n\r\nbody\r\n".getBytes(US_ASCII)));
  }
}
