package email.wildduck.james.mailets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.UnreachableMongo;
import email.wildduck.james.core.config.DkimConfiguration.OnUnusableKey;
import email.wildduck.james.core.crypto.StoredSecret;
import email.wildduck.james.core.dkim.AdditionalKeys;
import email.wildduck.james.core.dkim.DkimKeyException;
import email.wildduck.james.core.dkim.DkimKeys;
import email.wildduck.james.core.dkim.DkimReport;
import email.wildduck.james.core.dkim.DkimSigner;
import email.wildduck.james.core.dkim.MessageSigner;
import email.wildduck.james.mailets.sign.SendingHost;
import email.wildduck.james.queue.mail.AttemptSender;
import email.wildduck.james.queue.mail.Reception;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayInputStream;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.mail.MessagingException;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignDkimTest {
  private static final KeyPair KEY = newKey();
  private static final String MESSAGE =
      "From: alice@example.com\r\nTo: to@example.org\r\nSubject: Hi\r\n\r\nText\r\n";

  private final TestMongo mongo = TestMongo.start();
  private SignDkim signDkim;

  @BeforeEach
  void storeAKey() {
    signDkim = signDkim(mongo.database());
    store("example.com", pem(KEY.getPrivate().getEncoded()));
  }

  @AfterEach
  void close() {
    mongo.close();
  }

  @Test
  void signatureIsVerifiedByApacheJdkim() throws Exception {
    MailImpl mail = TestMails.mail("alice@example.com", MESSAGE, "to@example.org");

    signDkim.service(mail);

    List<SignatureRecord> good = verify(TestMails.text(mail));
    assertThat(good).hasSize(1);
    assertThat(good.get(0).getDToken()).hasToString("example.com");
    assertThat(good.get(0).getSelector()).hasToString("wd1");
  }

  @Test
  void allOtherBytesStayWhenTheMessageIsSigned() throws Exception {
    String message =
        "x-odd :  Value\r\nSubject: Gr\u00fc\u00dfe \u00ff\r\n"
            + "From: Al\u00e9 <alice@example.com>\r\n\r\nHi \u00e9\r\n\r\n.\r\n";
    MailImpl mail = TestMails.mail("alice@example.com", message, "to@example.org");

    signDkim.service(mail);

    assertThat(TestMails.text(mail)).startsWith("DKIM-Signature: v=1; a=rsa-sha256;");
    assertThat(TestMails.text(mail)).endsWith("\r\n" + message);
    assertThat(signatureOf(TestMails.text(mail), message)).containsOnlyOnce("DKIM-Signature");
  }

  @Test
  void messagePassesUnsignedWhenItsDomainHasNoKey() throws Exception {
    String message = MESSAGE.replace("example.com", "example.net");
    MailImpl mail = TestMails.mail("alice@example.net", message, "to@example.org");

    signDkim.service(mail);

    assertThat(TestMails.text(mail)).isEqualTo(message);
    assertThat(mail.getState()).isEqualTo(Mail.DEFAULT);
  }

  @Test
  void aBounceIsSignedByTheDomainInFrom() throws Exception {
    MailImpl mail = TestMails.mail("", MESSAGE, "to@example.org");

    signDkim.service(mail);

    assertThat(signedBy(mail)).containsExactly("example.com");
  }

  @Test
  void theAuthorsDomainSignsAboveThatOfTheEnvelope() throws Exception {
    store("sender.example", pem(KEY.getPrivate().getEncoded()));
    MailImpl mail = TestMails.mail("alice@sender.example", MESSAGE, "to@example.org");

    signDkim.service(mail);

    assertThat(signedBy(mail)).containsExactly("example.com", "sender.example");
    assertThat(TestMails.text(mail)).containsSubsequence("d=example.com", "d=sender.example");
  }

  @Test
  void theSendingHostSignsBelowWhenItIsTo() throws Exception {
    store("mx.host.example", pem(KEY.getPrivate().getEncoded()));
    MailImpl mail = TestMails.mail("alice@example.com", MESSAGE, "to@example.org");

    signDkim(mongo.database(), "mx.host.example").service(mail);

    assertThat(signedBy(mail)).containsExactly("example.com", "mx.host.example");
  }

  @Test
  void whatAStrangerWroteIsNotSignedInTheNameOfItsAuthor() throws Exception {
    MailImpl mail = TestMails.mail("alice@example.com", MESSAGE, "to@example.org");
    from("forwarder").writeTo(mail);

    signDkim.service(mail);

    assertThat(TestMails.text(mail)).isEqualTo(MESSAGE);
  }

  @Test
  void whatAStrangerWroteIsSignedByTheForwarder() throws Exception {
    store("srs.host.example", pem(KEY.getPrivate().getEncoded()));
    MailImpl mail = TestMails.mail("alice@example.com", MESSAGE, "to@example.org");
    from("forwarder").writeTo(mail);
    AttemptSender.write(mail, "SRS0=x=y=example.com=alice@srs.host.example");

    signDkim.service(mail);

    assertThat(signedBy(mail)).containsExactly("srs.host.example");
  }

  @Test
  void messageStaysUnsignedAndIsNotPassedOnWhenTheKeyCannotBeUsed() throws Exception {
    store("broken.example", pem(new byte[] {1, 2, 3}));
    MailImpl mail = TestMails.mail("alice@broken.example", MESSAGE, "to@example.org");

    assertThatThrownBy(() -> signDkim.service(mail))
        .isInstanceOf(MessagingException.class)
        .hasCauseInstanceOf(DkimKeyException.class);
    assertThat(TestMails.text(mail)).isEqualTo(MESSAGE);
  }

  @Test
  void messageStaysUnsignedAndIsNotPassedOnWhenTheDatabaseIsAway() throws Exception {
    MailImpl mail = TestMails.mail("alice@example.com", MESSAGE, "to@example.org");
    try (UnreachableMongo away = new UnreachableMongo()) {
      assertThatThrownBy(() -> signDkim(away.database()).service(mail))
          .isInstanceOf(MessagingException.class);
    }
    assertThat(TestMails.text(mail)).isEqualTo(MESSAGE);
  }

  private static SignDkim signDkim(MongoDatabase database) {
    return signDkim(database, "");
  }

  private static SignDkim signDkim(MongoDatabase database, String host) {
    DkimKeys keys =
        new DkimKeys(
            database, StoredSecret.withoutSecret(), Clock.systemUTC(), Duration.ofSeconds(5));
    return new SignDkim(
        new MessageSigner(
            keys,
            AdditionalKeys.none(),
            DkimSigner.overSigning(),
            OnUnusableKey.DEFER,
            new DkimReport(new PrometheusRegistry())),
        host.isEmpty() ? SendingHost.none() : mail -> Set.of(host));
  }

  private static Reception from(String interfaceName) {
    return new Reception("", "", "", Instant.EPOCH, "", interfaceName);
  }

  private static List<String> signedBy(MailImpl mail) throws Exception {
    return verify(TestMails.text(mail)).stream()
        .map(SignatureRecord::getDToken)
        .map(CharSequence::toString)
        .sorted()
        .toList();
  }

  private void store(String domain, String privateKey) {
    mongo
        .database()
        .getCollection("dkim")
        .insertOne(
            new Document("domain", domain)
                .append("selector", "wd1")
                .append("privateKey", privateKey));
  }

  private static List<SignatureRecord> verify(String signed) throws Exception {
    String record =
        "v=DKIM1; k=rsa; p=" + Base64.getEncoder().encodeToString(KEY.getPublic().getEncoded());
    List<SignatureRecord> good =
        new DKIMVerifier((method, selector, domain) -> List.of(record))
            .verify(new ByteArrayInputStream(signed.getBytes(ISO_8859_1)));
    return good == null ? List.of() : good;
  }

  private static String signatureOf(String signed, String message) {
    return signed.substring(0, signed.length() - message.length());
  }

  private static String pem(byte[] key) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
        + "\n-----END PRIVATE KEY-----\n";
  }

  private static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
