package email.wildduck.james.matchers;

import static email.wildduck.james.matchers.TestConditions.mail;
import static email.wildduck.james.matchers.TestConditions.taken;
import static email.wildduck.james.matchers.TestConditions.texts;
import static email.wildduck.james.matchers.TestConditions.with;
import static email.wildduck.james.matchers.TestConditions.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.TestConfiguration;
import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.UnreachableMongo;
import email.wildduck.james.core.address.AddressResolver;
import email.wildduck.james.core.config.LocalDeliveryConfiguration;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.from.SenderAccounts;
import email.wildduck.james.core.relay.UserRelays;
import email.wildduck.james.delivery.dns.DnsException;
import email.wildduck.james.delivery.dns.MailDns;
import email.wildduck.james.delivery.dns.MxRecord;
import email.wildduck.james.delivery.local.LocalRecipients;
import email.wildduck.james.delivery.route.BestMx;
import email.wildduck.james.queue.mail.Submission;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMail;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@link HasMtaRelay}, {@link RecipientMxIs} and {@link IsLocalRecipient}. */
class LookUpsTest {
  private final TestMongo mongo = TestMongo.start();
  private final ObjectId alice = new ObjectId();
  private final LocalDeliveryConfiguration local =
      TestConfiguration.of(
              "<localDelivery><enabled>true</enabled><domains>example.com</domains>"
                  + "</localDelivery>")
          .localDelivery();

  private static HasMtaRelay hasMtaRelay(MongoDatabase users) {
    return new HasMtaRelay(new UserRelays(new SenderAccounts(users, Clock.systemUTC())));
  }

  @AfterEach
  void stop() {
    mongo.close();
  }

  @Test
  void aDeliveryToHostsOfItsOwnIsRelayedUnlessTheyAreForLocalDelivery() throws Exception {
    HasMtaRelay matcher = without(hasMtaRelay(mongo.database()));

    assertThat(texts(matcher.match(taken("default", hosts(false)))))
        .containsExactly("bob@example.net");
    assertThat(matcher.match(taken("default", hosts(true)))).isEmpty();
    assertThat(matcher.match(taken("default", new Document()))).isEmpty();
  }

  private static Document hosts(boolean localDelivery) {
    return new Document(
        "mx",
        List.of(new Document("exchange", "relay.example").append("localDelivery", localDelivery)));
  }

  @Test
  void aSubmissionIsRelayedWhenItsUserHasARelay() throws Exception {
    HasMtaRelay matcher = without(hasMtaRelay(mongo.database()));
    Mail mail = submitted();

    mongo.database().getCollection("users").insertOne(new Document("_id", alice));
    assertThat(without(hasMtaRelay(mongo.database())).match(mail)).isEmpty();

    mongo
        .database()
        .getCollection("users")
        .replaceOne(
            new Document("_id", alice),
            new Document("_id", alice)
                .append("mtaRelay", new Document("value", "smtp://relay.example")));
    assertThat(texts(matcher.match(mail))).containsExactly("bob@example.net");
    assertThat(matcher.match(mail("", "bob@example.net"))).isEmpty();
  }

  @Test
  void recipientsOfThisWildDuckAreLocal() throws Exception {
    mongo
        .database()
        .getCollection("addresses")
        .insertOne(new Document("user", alice).append("addrview", "alice@example.com"));
    IsLocalRecipient matcher =
        without(
            new IsLocalRecipient(new LocalRecipients(local, AddressResolver.on(mongo.database()))));

    assertThat(
            texts(
                matcher.match(
                    mail("", "al.ice+x@example.com", "bob@example.com", "bob@example.net"))))
        .containsExactly("al.ice+x@example.com");
  }

  @Test
  void theFirstMxOfTheRecipientsDomainCounts() throws Exception {
    RecipientMxIs matcher = with(new RecipientMxIs(dns()), "*.google.com,mx.example");

    assertThat(
            texts(matcher.match(mail("", "a@gmail.example", "b@other.example", "c@none.example"))))
        .containsExactly("a@gmail.example");
  }

  @Test
  void noAnswerThrowsSoThatTheAdministratorDecides() throws Exception {
    RecipientMxIs byMx = with(new RecipientMxIs(dns()), "*");
    assertThatThrownBy(() -> byMx.match(mail("", "a@dead.example")))
        .isInstanceOf(MessagingException.class)
        .hasCauseInstanceOf(DnsException.class);
    try (UnreachableMongo away = new UnreachableMongo()) {
      HasMtaRelay byRelay = without(hasMtaRelay(away.database()));
      assertThatThrownBy(() -> byRelay.match(submitted()))
          .isInstanceOf(MessagingException.class)
          .hasCauseInstanceOf(TemporaryFailureException.class);
      IsLocalRecipient byAddress =
          without(
              new IsLocalRecipient(
                  new LocalRecipients(local, AddressResolver.on(away.database()))));
      assertThat(byAddress.match(mail("", "bob@example.net"))).isEmpty();
      assertThatThrownBy(() -> byAddress.match(mail("", "alice@example.com")))
          .isInstanceOf(MessagingException.class)
          .hasCauseInstanceOf(TemporaryFailureException.class);
    }
  }

  @Test
  void wrongConditionsStopTheStart() {
    assertThatThrownBy(() -> with(hasMtaRelay(mongo.database()), "yes"))
        .hasMessageContaining("HasMtaRelay has the condition \"yes\": it takes no condition");
    assertThatThrownBy(
            () ->
                with(
                    new IsLocalRecipient(
                        new LocalRecipients(local, AddressResolver.on(mongo.database()))),
                    "yes"))
        .hasMessageContaining("it takes no condition");
    assertThatThrownBy(() -> with(new RecipientMxIs(dns()), "mx example"))
        .hasMessageContaining("mx example is no host name; * stands for any text");
    assertThatThrownBy(() -> with(new RecipientMxIs(dns()), ""))
        .hasMessageContaining("write RecipientMxIs=<host>");
  }

  private Mail submitted() throws Exception {
    FakeMail mail = mail("alice@example.com", "bob@example.net");
    new Submission(mail.getName(), alice.toHexString(), "alice", "alice").writeTo(mail);
    return mail;
  }

  private static BestMx dns() {
    return new BestMx(
        new MailDns() {
          @Override
          public List<MxRecord> mailExchangers(String domain) throws DnsException {
            if (domain.equals("dead.example")) {
              throw new DnsException("no answer");
            }
            Map<String, List<MxRecord>> known =
                Map.of(
                    "gmail.example",
                    List.of(new MxRecord(10, "ASPMX.google.com")),
                    "other.example",
                    List.of(new MxRecord(10, "mx.other.example"), new MxRecord(20, "mx.example")));
            return known.getOrDefault(domain, List.of());
          }

          @Override
          public List<Inet4Address> ipv4(String host) {
            return List.of();
          }

          @Override
          public List<Inet6Address> ipv6(String host) {
            return List.of();
          }
        },
        Clock.systemUTC());
  }
}
