package email.wildduck.james.core.cert;

import static email.wildduck.james.core.cert.TestCertificates.NOW;
import static email.wildduck.james.core.cert.TestCertificates.document;
import static email.wildduck.james.core.cert.TestCertificates.forDays;
import static email.wildduck.james.core.cert.TestCertificates.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import email.wildduck.james.core.MutableClock;
import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.UnreachableMongo;
import email.wildduck.james.core.Vectors;
import email.wildduck.james.core.crypto.StoredSecret;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CertificateRepositoryTest {
  private static final String FILE = "dkim-key-encryption.json";

  private static TestMongo mongo;

  private final MutableClock clock = new MutableClock(NOW.toString());
  private final PrometheusRegistry metrics = new PrometheusRegistry();
  private final CertificateEvents events = new CertificateEvents(clock, metrics);
  private MongoCollection<Document> stored;
  private CertificateRepository repository;

  @BeforeAll
  static void openDatabase() {
    mongo = TestMongo.start();
  }

  @AfterAll
  static void closeDatabase() {
    mongo.close();
  }

  @BeforeEach
  void empty() {
    stored = mongo.database().getCollection("certs");
    stored.deleteMany(new Document());
    repository = repository(StoredSecret.withoutSecret());
  }

  @Test
  void theDocumentOfTheNameComesBeforeOthersThatAreForItToo() {
    SelfSignedCertificate own = forDays(10, "mail.example.com");
    SelfSignedCertificate other = forDays(80, "mail.example.com");
    stored.insertOne(document("other.example.com", other, "mail.example.com"));
    stored.insertOne(document("mail.example.com", own, "mail.example.com"));

    assertFound("mail.example.com", own);
    assertFound("MAIL.example.com.", own);
  }

  @Test
  void anAlternativeNameIsFoundAndOfSeveralThatWhichExpiresLast() {
    SelfSignedCertificate sooner = forDays(10, "smtp.example.com");
    SelfSignedCertificate later = forDays(80, "smtp.example.com");
    stored.insertOne(document("a.example.com", sooner, "a.example.com", "smtp.example.com"));
    stored.insertOne(document("b.example.com", later, "b.example.com", "smtp.example.com"));

    assertFound("smtp.example.com", later);
  }

  @Test
  void aWildcardCoversOneLabel() {
    SelfSignedCertificate wildcard = forDays(30, "*.example.com");
    stored.insertOne(document("example.com", wildcard, "example.com", "*.example.com"));

    assertFound("smtp.example.com", wildcard);
    assertThat(repository.find(name("a.smtp.example.com"))).isEmpty();
    assertThat(repository.find(name("com"))).isEmpty();
  }

  @Test
  void aNameInPunycodeFindsWhatIsStoredInUnicode() {
    SelfSignedCertificate certificate = forDays(30, "mail.xn--pev-qla.example");
    stored.insertOne(document("mail.päev.example", certificate, "mail.päev.example"));

    assertFound("mail.xn--pev-qla.example", certificate);
  }

  @Test
  void anExpiredCertificateIsFoundOnlyWhenThereIsNoOther() {
    SelfSignedCertificate expired = forDays(-1, "mail.example.com");
    stored.insertOne(document("mail.example.com", expired, "mail.example.com"));
    assertFound("mail.example.com", expired);

    SelfSignedCertificate wildcard = forDays(30, "*.example.com");
    stored.insertOne(document("example.com", wildcard, "*.example.com"));
    assertFound("mail.example.com", wildcard);
  }

  @Test
  void aDocumentThatWaitsForItsCertificateIsPassedOver() {
    stored.insertOne(
        new Document("servername", "mail.example.com")
            .append("altNames", List.of("mail.example.com"))
            .append("acme", true));
    assertThat(repository.find(name("mail.example.com"))).isEmpty();

    SelfSignedCertificate wildcard = forDays(30, "*.example.com");
    stored.insertOne(document("example.com", wildcard, "*.example.com"));
    assertFound("mail.example.com", wildcard);
    assertThat(broken()).isZero();
  }

  @Test
  void aBrokenDocumentIsCountedOnceAndPassedOver() {
    SelfSignedCertificate wildcard = forDays(30, "*.example.com");
    stored.insertOne(document("example.com", wildcard, "*.example.com"));
    stored.insertOne(
        document("mail.example.com", wildcard, "mail.example.com")
            .append("privateKey", forDays(1, "x").privateKeyPem()));

    assertFound("mail.example.com", wildcard);
    assertFound("mail.example.com", wildcard);
    assertThat(broken()).isEqualTo(1);
  }

  @Test
  void aDocumentThatHasBecomeBrokenKeepsItsFormerCertificate() {
    SelfSignedCertificate former = forDays(30, "mail.example.com");
    stored.insertOne(document("mail.example.com", former, "mail.example.com"));
    assertFound("mail.example.com", former);

    set("privateKey", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");

    assertFound("mail.example.com", former);
    assertThat(broken()).isEqualTo(1);
  }

  @Test
  void aRenewedCertificateIsFound() {
    stored.insertOne(
        document("mail.example.com", forDays(5, "mail.example.com"), "mail.example.com"));
    assertThat(repository.find(name("mail.example.com"))).isPresent();

    SelfSignedCertificate renewed = forDays(90, "mail.example.com");
    set("privateKey", renewed.privateKeyPem());
    set("cert", renewed.certificatePem());

    assertFound("mail.example.com", renewed);
  }

  @Test
  void theChainIsSentWithTheCertificate() {
    SelfSignedCertificate own = forDays(30, "mail.example.com");
    SelfSignedCertificate issuer = forDays(30, "issuer.example");
    stored.insertOne(
        document("mail.example.com", own, "mail.example.com")
            .append("ca", List.of(issuer.certificatePem())));

    assertThat(repository.find(name("mail.example.com")).orElseThrow().chain())
        .containsExactly(own.certificate(), issuer.certificate());
  }

  static Stream<JsonNode> encryptedRsaKeys() {
    return Vectors.cases(FILE, "cases")
        .filter(vector -> vector.get("stored").asText().startsWith("$"))
        .filter(vector -> vector.path("matchesPlaintext").asBoolean())
        .filter(vector -> vector.get("name").asText().contains("rsa"));
  }

  @ParameterizedTest
  @MethodSource("encryptedRsaKeys")
  void keysThatWildDuckEncryptedAreOpened(JsonNode vector) throws Exception {
    SelfSignedCertificate certificate =
        TestCertificates.with(
            TestCertificates.rsaPair(PrivateKeyPem.parse(vector.get("decrypted").asText())),
            30,
            "mail.example.com");
    stored.insertOne(
        document("mail.example.com", certificate, "mail.example.com")
            .append("privateKey", vector.get("stored").asText()));
    repository =
        repository(
            StoredSecret.of(
                Optional.of(vector.get("secret").asText()),
                Optional.ofNullable(vector.get("cipher").textValue())));

    assertFound("mail.example.com", certificate);
    assertThat(repository.find(name("mail.example.com")).orElseThrow().keyType()).isEqualTo("RSA");
  }

  @Test
  void anEncryptedKeyWithoutTheSecretIsABrokenDocument() {
    JsonNode vector = encryptedRsaKeys().findFirst().orElseThrow();
    stored.insertOne(
        document("mail.example.com", forDays(30, "mail.example.com"), "mail.example.com")
            .append("privateKey", vector.get("stored").asText()));

    assertThat(repository.find(name("mail.example.com"))).isEmpty();
    assertThat(broken()).isEqualTo(1);
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsATemporaryFailure() {
    try (UnreachableMongo nobody = new UnreachableMongo()) {
      CertificateRepository unreachable =
          new CertificateRepository(nobody.database(), StoredSecret.withoutSecret(), clock, events);

      assertThatThrownBy(() -> unreachable.find(name("mail.example.com")))
          .isInstanceOf(TemporaryFailureException.class);
    }
  }

  private CertificateRepository repository(StoredSecret secret) {
    return new CertificateRepository(mongo.database(), secret, clock, events);
  }

  private void assertFound(String wanted, SelfSignedCertificate certificate) {
    assertThat(repository.find(name(wanted)).map(found -> found.chain().get(0)))
        .contains(certificate.certificate());
  }

  private void set(String field, String value) {
    stored.updateOne(
        Filters.eq("servername", "mail.example.com"),
        Updates.combine(Updates.set(field, value), Updates.inc("v", 1)));
  }

  private double broken() {
    return TestMetrics.value(metrics, "wildduck_tls_certificates_broken");
  }
}
