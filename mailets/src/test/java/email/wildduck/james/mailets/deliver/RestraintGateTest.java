package email.wildduck.james.mailets.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.TestConfiguration;
import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.TestRedis;
import email.wildduck.james.core.address.AddressResolver;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.connect.TlsTrust;
import email.wildduck.james.delivery.dns.DnsJavaMailDns;
import email.wildduck.james.delivery.limit.LimitedTransport;
import email.wildduck.james.delivery.limit.Restraint;
import email.wildduck.james.delivery.local.LocalRecipients;
import email.wildduck.james.delivery.send.SmtpTransport;
import email.wildduck.james.delivery.send.TransportSettings;
import email.wildduck.james.delivery.share.SharedRedis;
import email.wildduck.james.delivery.site.Sites;
import email.wildduck.james.delivery.source.AddressNames;
import email.wildduck.james.delivery.target.SiteSecurity;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.mailets.TestMails;
import email.wildduck.james.queue.egress.DeliveryGroup;
import email.wildduck.james.queue.egress.Outcome;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.Lease;
import email.wildduck.james.queue.zone.QueuedDelivery;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.apache.james.core.MailAddress;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deliveries to a site that has had its message of the hour, and such as have no limits. */
class RestraintGateTest {
  private final SmtpSink sink = SmtpSink.builder().start();
  private final TestMongo mongo = TestMongo.start();
  private final TestRedis redis = TestRedis.start();
  private final WildDuckConfiguration configuration =
      TestConfiguration.of(
          "<siteConfig><rate>1/hour</rate></siteConfig><localDelivery><enabled>true</enabled>"
              + "<domains>example.com</domains></localDelivery>");
  private final DnsJavaMailDns dns =
      DnsJavaMailDns.ofSystem(Duration.ofSeconds(1), Duration.ofSeconds(1));
  private final DeliveryRequests requests = new DeliveryRequests(configuration.zones());
  private final LimitedTransport transport =
      new Restraint(
              configuration,
              new SharedRedis(
                  redis.commands(), "test:" + UUID.randomUUID() + ":", Clock.systemUTC()),
              AddressNames.ofHost("client.example"),
              Clock.systemUTC())
          .on(
              new SmtpTransport(
                  TransportSettings.of("client.example"),
                  dns,
                  SiteSecurity.NONE,
                  TlsTrust.ofSystem(),
                  new Random(1)),
              new Sites(dns, new Random(1)));
  private final RestraintGate gate =
      new RestraintGate(
          transport,
          requests,
          new LocalRecipients(configuration.localDelivery(), AddressResolver.on(mongo.database())));

  @BeforeEach
  void sendOne() throws Exception {
    assertThat(gate.refusalOf(group(delivery("first@example.net")))).isEmpty();
    MailAddress recipient = new MailAddress("first@example.net");
    DeliveryRequest request =
        requests
            .of(
                TestMails.mail(
                    "alice@example.com", "Subject: x\r\n\r\nHi\r\n", recipient.asString()),
                Map.of(recipient, delivery(recipient.asString())))
            .keySet()
            .iterator()
            .next();
    assertThat(transport.deliver(request).outcomes().get(0).isAccepted()).isTrue();
  }

  @AfterEach
  void close() {
    transport.close();
    redis.close();
    mongo.close();
    sink.close();
  }

  @Test
  void whatWouldBePostponedIsPostponed() {
    Optional<Outcome> refusal = gate.refusalOf(group(delivery("bob@example.net")));

    assertThat(refusal).map(Outcome::kind).contains(Outcome.Kind.POSTPONED);
    assertThat(refusal.orElseThrow().reply())
        .isEqualTo("451 4.3.2 Waiting: the rate of site peer.example is reached");
    assertThat(refusal.orElseThrow().next().orElseThrow())
        .isAfter(Instant.now().plus(Duration.ofMinutes(50)));
  }

  @Test
  void recipientsOfThisWildDuckPass() {
    assertThat(gate.refusalOf(group(delivery("bob@Example.COM")))).isEmpty();
  }

  @Test
  void webServersPass() {
    QueuedDelivery posted =
        delivery("bob@example.net", "http", true, "targetUrl", "http://peer.example/");
    assertThat(gate.refusalOf(group(posted))).isEmpty();
  }

  private QueuedDelivery delivery(String recipient, Object... fields) {
    Document host =
        new Document("priority", 0)
            .append("exchange", "peer.example")
            .append("A", List.of("127.0.0.1"));
    Document document =
        new Document("_id", new ObjectId())
            .append("id", "1a20922255b000ab2b")
            .append("seq", "001")
            .append("recipient", recipient)
            .append("domain", recipient.substring(recipient.indexOf('@') + 1))
            .append("sendingZone", "default")
            .append("queued", Date.from(Instant.EPOCH))
            .append("mx", List.of(host))
            .append("mxPort", sink.port());
    for (int i = 0; i < fields.length; i += 2) {
      document.append((String) fields[i], fields[i + 1]);
    }
    try {
      return QueuedDelivery.of(document);
    } catch (BrokenEntryException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DeliveryGroup group(QueuedDelivery delivery) {
    Lease lease = Lease.of("default", "token", new Document("_id", new ObjectId()));
    return DeliveryGroup.of(TakenDelivery.of(lease, delivery));
  }
}
