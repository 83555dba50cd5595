package email.wildduck.james.mailets.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.TestConfiguration;
import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.UnreachableMongo;
import email.wildduck.james.core.Vectors;
import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.address.AddressResolver;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.from.SenderAccounts;
import email.wildduck.james.core.relay.UserRelays;
import email.wildduck.james.delivery.dns.DnsException;
import email.wildduck.james.delivery.dns.MailDns;
import email.wildduck.james.delivery.dns.MxRecord;
import email.wildduck.james.delivery.local.LocalRecipients;
import email.wildduck.james.delivery.route.BestMx;
import email.wildduck.james.delivery.route.MxRoutes;
import email.wildduck.james.delivery.zone.ZoneRules;
import email.wildduck.james.mailets.Route;
import email.wildduck.james.mailets.TestMails;
import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.queue.mail.Reception;
import email.wildduck.james.queue.mail.Routes;
import email.wildduck.james.queue.mail.Submission;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The mailet {@link Route} with all that it asks. */
class RouteTest {
  private static final String MESSAGE = "Subject: x\r\n\r\nx\r\n";
  private static final String ZONES =
      "<zones><zone><name>bounces</name></zone><zone><name>local</name></zone>"
          + "<zone><name>gmail</name></zone><zone><name>bulk</name>"
          + "<senderDomains>bulk.example</senderDomains></zone></zones>"
          + "<mxRoutes><route><mx>*.google.com</mx><zone>gmail</zone></route></mxRoutes>";

  private final TestMongo mongo = TestMongo.start();
  private final ObjectId alice = new ObjectId();

  @BeforeEach
  void storeTheAddressesThatTheVectorsWereMadeWith() {
    store("loc@local.example", new Document("user", alice));
    store("\u00f5\u00e4\u00f6\u00fc@j\u00f5geva.ee", new Document("user", alice));
    store("alice@example.com", new Document("user", alice));
    store(
        "fwd@local.example",
        new Document(
            "targets",
            List.of(new Document("type", "mail").append("value", "else@where.example"))));
    store("empty@local.example", new Document("targets", List.of()));
  }

  private void store(String address, Document entry) {
    users()
        .getCollection("addresses")
        .insertOne(
            entry.append("address", address).append("addrview", AddressNormalizer.view(address)));
  }

  @AfterEach
  void stop() {
    mongo.close();
  }

  @TestFactory
  Stream<DynamicTest> recipientsAreRoutedAsByZoneMtasPlugin() {
    return Vectors.cases("plugin-hooks.json", "queueRoute")
        .map(c -> dynamicTest(c.path("name").asText(), () -> check(c)));
  }

  private void check(JsonNode c) throws Exception {
    String recipient = AddressNormalizer.envelope(c.path("routingIn").path("recipient").asText());
    JsonNode out = c.path("routingOut");
    MailImpl mail = TestMails.mail("bulk@other.example", MESSAGE);
    mail.setRecipients(List.of(Envelope.heldFor(recipient)));
    receivedBy(mail, "api");
    String zone = c.path("routingIn").path("deliveryZone").asText();
    mail.getMessage().addHeader("X-Sending-Zone", zone);

    route(mail, c.path("name").asText());

    email.wildduck.james.queue.route.Route route = only(mail);
    assertThat(route.zone()).isEqualTo(out.path("deliveryZone").asText());
    assertThat(route.target().toFields())
        .isEqualTo(Document.parse(out.has("mxData") ? out.path("mxData").toString() : "{}"));
  }

  /** The vectors do not say how the plugin was configured for each; their names do. */
  private void route(MailImpl mail, String name) throws Exception {
    if (name.equals("with deliveryZone")) {
      route(mail, local("<deliveryZone>local</deliveryZone>"));
    } else if (name.startsWith("local delivery")) {
      route(mail, local("<targetHost>10.0.0.5</targetHost><targetPort>24</targetPort>"));
    } else {
      route(mail, local(""));
    }
  }

  @Test
  void aUsersRelayGoesBeforeLocalDeliveryAndTheZoneIsStillByMx() throws Exception {
    users()
        .getCollection("users")
        .insertOne(
            new Document("_id", alice)
                .append(
                    "mtaRelay", new Document("value", "smtps://us%40er:p%3Ass@relay.example:465")));
    MailImpl mail = TestMails.mail("alice@example.com", MESSAGE, "loc@local.example");
    new Submission(mail.getName(), alice.toHexString(), "alice", "alice").writeTo(mail);

    route(mail, local(""));

    assertThat(only(mail).zone()).isEqualTo("default");
    assertThat(only(mail).target().toFields())
        .isEqualTo(
            new Document(
                    "mx",
                    List.of(
                        new Document("priority", 0)
                            .append("exchange", "relay.example")
                            .append("A", List.of())
                            .append("AAAA", List.of())))
                .append("mxPort", 465)
                .append("skipSRS", true)
                .append("skipSTS", true)
                .append("mxSecure", true)
                .append("mxAuth", new Document("user", "us@er").append("pass", "p:ss")));

    mail.setRecipients(List.of(new MailAddress("bob@gmail.example")));
    route(mail, local(""));

    assertThat(only(mail).zone()).isEqualTo("gmail");
    assertThat(only(mail).target().port()).contains(465);
  }

  @Test
  void aRelayThatCannotBeReadIsATargetThatNobodyReaches() throws Exception {
    users()
        .getCollection("users")
        .insertOne(
            new Document("_id", alice).append("mtaRelay", new Document("value", "not a url")));
    MailImpl mail = TestMails.mail("alice@example.com", MESSAGE, "loc@local.example");
    new Submission(mail.getName(), alice.toHexString(), "alice", "alice").writeTo(mail);

    route(mail, local(""));

    assertThat(only(mail).target().hosts().get(0).exchange()).isEmpty();
  }

  @Test
  void theMxChoosesTheZoneOfMailThatNoOtherRuleHasOne() throws Exception {
    MailImpl mail =
        TestMails.mail("alice@example.com", MESSAGE, "bob@gmail.example", "carol@dead.example");

    route(mail, local(""));

    assertThat(routeOf(mail, "bob@gmail.example").zone()).isEqualTo("gmail");
    assertThat(routeOf(mail, "carol@dead.example").zone()).isEqualTo("default");
    MailImpl bulk = TestMails.mail("news@bulk.example", MESSAGE, "bob@gmail.example");
    route(bulk, local(""));
    assertThat(only(bulk).zone()).isEqualTo("bulk");
  }

  @Test
  void aZoneIsAskedForByNameOnCertainInterfacesOnly() throws Exception {
    String asking = "X-Sending-Zone: BULK\r\n" + MESSAGE;
    String wrong = "X-Sending-Zone: nowhere\r\n" + MESSAGE;

    assertThat(zoneOf("api", asking)).isEqualTo("bulk");
    assertThat(zoneOf("bounce", asking)).isEqualTo("bulk");
    assertThat(zoneOf("submission", asking)).isEqualTo("default");
    assertThat(zoneOf("api", wrong)).isEqualTo("default");
  }

  private String zoneOf(String interfaceName, String message) throws Exception {
    MailImpl mail = TestMails.mail("alice@example.com", message, "bob@example.net");
    receivedBy(mail, interfaceName);
    route(mail, local(""));
    return only(mail).zone();
  }

  @Test
  void aDatabaseThatIsAwayThrowsSoThatTheMessageIsTriedAgain() throws Exception {
    MailImpl mail = TestMails.mail("alice@example.com", MESSAGE, "loc@local.example");
    try (UnreachableMongo away = new UnreachableMongo()) {
      assertThatThrownBy(() -> mailet(local(""), away.database()).service(mail))
          .isInstanceOf(MessagingException.class)
          .hasCauseInstanceOf(TemporaryFailureException.class);
      new Submission(mail.getName(), alice.toHexString(), "alice", "alice").writeTo(mail);
      assertThatThrownBy(() -> mailet(TestConfiguration.of(ZONES), away.database()).service(mail))
          .isInstanceOf(MessagingException.class)
          .hasCauseInstanceOf(TemporaryFailureException.class);
    }
  }

  private static void receivedBy(MailImpl mail, String interfaceName) {
    new Reception("192.0.2.7", "laptop", "ESMTPSA", Instant.EPOCH, "s", interfaceName)
        .writeTo(mail);
  }

  private void route(MailImpl mail, WildDuckConfiguration configuration) throws Exception {
    mailet(configuration, users()).service(mail);
  }

  private static Route mailet(WildDuckConfiguration configuration, MongoDatabase users) {
    LocalRecipients recipients =
        new LocalRecipients(configuration.localDelivery(), AddressResolver.on(users));
    return new Route(
        new RecipientRoutes(
            new ZoneRules(configuration.zones()),
            new UserRelays(new SenderAccounts(users, Clock.systemUTC())),
            new LocalRoutes(configuration.localDelivery(), recipients),
            new MxRoutes(
                configuration.mxRoutes(), new BestMx(new GmailOnly(), Clock.systemUTC()))));
  }

  private static WildDuckConfiguration local(String elements) {
    return TestConfiguration.of(
        ZONES
            + "<localDelivery><enabled>true</enabled>"
            + "<domains>local.example, j\u00f5geva.ee</domains>"
            + elements
            + "</localDelivery>");
  }

  private static email.wildduck.james.queue.route.Route only(MailImpl mail) {
    List<MailAddress> recipients = new ArrayList<>(mail.getRecipients());
    assertThat(recipients).hasSize(1);
    return Routes.of(mail, recipients.get(0)).orElseThrow();
  }

  private static email.wildduck.james.queue.route.Route routeOf(MailImpl mail, String recipient)
      throws Exception {
    return Routes.of(mail, new MailAddress(recipient)).orElseThrow();
  }

  private MongoDatabase users() {
    return mongo.database();
  }

  /** DNS in which one domain has an MX, and another has a name server that does not answer. */
  private static final class GmailOnly implements MailDns {
    @Override
    public List<MxRecord> mailExchangers(String domain) throws DnsException {
      if (domain.equals("dead.example")) {
        throw new DnsException("no answer");
      }
      return domain.equals("gmail.example")
          ? List.of(new MxRecord(10, "aspmx.l.google.com"))
          : List.of();
    }

    @Override
    public List<Inet4Address> ipv4(String host) {
      return List.of();
    }

    @Override
    public List<Inet6Address> ipv6(String host) {
      return List.of();
    }
  }
}
