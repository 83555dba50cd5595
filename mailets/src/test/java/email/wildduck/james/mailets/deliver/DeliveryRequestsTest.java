package email.wildduck.james.mailets.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.TestConfiguration;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.Ipv6Use;
import email.wildduck.james.delivery.attempt.Login;
import email.wildduck.james.delivery.attempt.ReuseLimits;
import email.wildduck.james.delivery.attempt.TlsMode;
import email.wildduck.james.mailets.TestMails;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryRequestsTest {
  private static final String RELAY = "<host>relay.example.com</host>";

  @Test
  void addressIsChosenByTheIdOfTheDelivery() throws Exception {
    DeliveryRequest request = request("", new Document());

    assertThat(request.zone()).isEqualTo("default");
    assertThat(request.recipients().get(0).sourceKey()).contains("1a20922255b000ab2b.002");
  }

  @Test
  void recipientsOfOneDomainAreAskedForTogetherAndEachKeepsTheIdOfItsDelivery() throws Exception {
    Map<MailAddress, QueuedDelivery> deliveries = new LinkedHashMap<>();
    for (String number : List.of("001", "002")) {
      String recipient = "bob" + number + "@example.net";
      deliveries.put(new MailAddress(recipient), QueuedDelivery.of(delivery(number, recipient)));
    }
    MailImpl mail =
        TestMails.mail("alice@example.com", "Subject: x\r\n\r\nHi\r\n", "bob001@example.net");

    Set<DeliveryRequest> requests =
        new DeliveryRequests(TestConfiguration.of("").zones()).of(mail, deliveries).keySet();

    assertThat(requests).hasSize(1);
    assertThat(requests.iterator().next().recipients())
        .extracting(recipient -> recipient.sourceKey().orElseThrow())
        .containsExactly("1a20922255b000ab2b.001", "1a20922255b000ab2b.002");
  }

  @Test
  void zoneWithoutSettingsSendsAsZoneMtaDoes() throws Exception {
    DeliveryRequest request = request("", new Document());

    assertThat(request.policy().tls()).isEqualTo(TlsMode.OPPORTUNISTIC);
    assertThat(request.policy().ipv6()).isEqualTo(Ipv6Use.AFTER_IPV4);
    assertThat(request.policy().isLocalBlocked()).isFalse();
    assertThat(request.policy().isClearLoginAllowed()).isFalse();
    assertThat(request.policy().reuse()).contains(new ReuseLimits(Duration.ofSeconds(5), 100));
    assertThat(request.target().domain()).isEqualTo("example.net");
  }

  @ParameterizedTest
  @CsvSource({
    "ignoreTLS, OFF",
    "requireTLS, REQUIRED",
    "verifyCertificate, VERIFIED",
    "requireDANE, DANE",
  })
  void zoneSaysHowMuchEncryptionIsNeeded(String element, TlsMode mode) throws Exception {
    DeliveryRequest request = request("<" + element + ">true</" + element + ">", new Document());

    assertThat(request.policy().tls()).isEqualTo(mode);
  }

  @Test
  void deliveryWithinTheHouseNeedsNoEncryption() throws Exception {
    Document host = new Document("exchange", "127.0.0.1").append("localDelivery", true);
    DeliveryRequest request =
        request("<requireTLS>true</requireTLS>", new Document("mx", List.of(host)));

    assertThat(request.target().isLocalDelivery()).isTrue();
    assertThat(request.policy().tls()).isEqualTo(TlsMode.OPPORTUNISTIC);
  }

  @Test
  void zoneSaysWhatIsMadeOfIpv6AndLocalAddresses() throws Exception {
    assertThat(request("<preferIPv6>true</preferIPv6>", new Document()).policy().ipv6())
        .isEqualTo(Ipv6Use.BEFORE_IPV4);
    DeliveryRequest request =
        request(
            "<ignoreIPv6>true</ignoreIPv6><blockLocalAddresses>true</blockLocalAddresses>",
            new Document());
    assertThat(request.policy().ipv6()).isEqualTo(Ipv6Use.IGNORED);
    assertThat(request.policy().isLocalBlocked()).isTrue();
  }

  @Test
  void relayOfAZoneHasItsLoginAndTls() throws Exception {
    DeliveryRequest request =
        request(
            RELAY
                + "<port>465</port><secure>true</secure><auth><user>u</user><pass>p</pass>"
                + "<withoutTLS>true</withoutTLS></auth>",
            new Document());

    assertThat(request.target().hosts().get(0).name()).isEqualTo("relay.example.com");
    assertThat(request.target().port()).isEqualTo(465);
    assertThat(request.target().isImplicitTls()).isTrue();
    assertThat(request.target().login()).contains(new Login("u", "p"));
    assertThat(request.policy().isClearLoginAllowed()).isTrue();
  }

  @Test
  void relayOfAUserGetsNoneOfTheZonesSecrets() throws Exception {
    DeliveryRequest request =
        request(
            RELAY
                + "<secure>true</secure><auth><user>u</user><pass>p</pass>"
                + "<withoutTLS>true</withoutTLS></auth>",
            new Document("mx", List.of(new Document("exchange", "users.example.org")))
                .append("mxAuth", new Document("user", "own").append("pass", "secret")));

    assertThat(request.target().hosts().get(0).name()).isEqualTo("users.example.org");
    assertThat(request.target().isImplicitTls()).isFalse();
    assertThat(request.target().login()).contains(new Login("own", "secret"));
    assertThat(request.policy().isClearLoginAllowed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "rfc822;utf8+3Ddsn+3DC3+3DA9@example.net, utf-8;dsn\\x{E9}@example.net",
    "rfc822;bob@x2001-db8--1x.ipv6.invalid, rfc822;bob@[ipv6:2001:db8::1]",
    "rfc822;Dsn+2Btag@example.net, rfc822;Dsn+2Btag@example.net",
    "x400;/S=bob/, x400;/S=bob/",
  })
  void originalRecipientIsTheTrueOneAndNotTheOneThatJamesHolds(String stored, String told)
      throws Exception {
    DeliveryRequest request = request("", new Document("dsn", new Document("orcpt", stored)));

    assertThat(request.recipients().get(0).originalRecipient()).contains(told);
  }

  private static DeliveryRequest request(String elements, Document fields) throws Exception {
    DeliveryRequests requests =
        new DeliveryRequests(
            TestConfiguration.of(
                    "<zones><zone><name>default</name>"
                        + elements
                        + "</zone></zones>"
                        + "<dane><enabled>true</enabled></dane>")
                .zones());
    Document document = delivery("002", "bob@example.net");
    document.putAll(fields);
    MailImpl mail =
        TestMails.mail("alice@example.com", "Subject: x\r\n\r\nHi\r\n", "bob@example.net");
    return requests
        .of(mail, Map.of(new MailAddress("bob@example.net"), QueuedDelivery.of(document)))
        .keySet()
        .iterator()
        .next();
  }

  private static Document delivery(String sequence, String recipient) {
    return new Document("id", "1a20922255b000ab2b")
        .append("seq", sequence)
        .append("recipient", recipient)
        .append("domain", "example.net")
        .append("sendingZone", "default")
        .append("queued", Date.from(Instant.EPOCH));
  }
}
