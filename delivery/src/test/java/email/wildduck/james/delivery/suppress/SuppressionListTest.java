package email.wildduck.james.delivery.suppress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import email.wildduck.james.core.MutableClock;
import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.UnreachableMongo;
import email.wildduck.james.core.error.TemporaryFailureException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SuppressionListTest {
  private final MutableClock clock = new MutableClock("2026-11-23T10:00:00Z");

  private TestMongo mongo;
  private MongoCollection<Document> stored;
  private SuppressionList list;
  private SuppressionAdministration administration;

  @BeforeAll
  void connect() {
    mongo = TestMongo.start();
    stored = mongo.database().getCollection("suppressionlist");
    list = new SuppressionList(mongo.database());
    administration = new SuppressionAdministration(mongo.database(), clock);
    administration.createIndexes();
  }

  @AfterAll
  void stop() {
    mongo.close();
  }

  @BeforeEach
  void empty() {
    stored.deleteMany(new Document());
  }

  @Test
  void anAddressIsStoredAsZoneMtaStoresIt() {
    SuppressedEntry added = administration.addAddress(" <Some.One@ÕU.example> ");

    assertThat(stored.find().into(new ArrayList<>()))
        .containsExactly(
            new Document("_id", new ObjectId(added.id()))
                .append("address", "some.one@xn--u-yga.example")
                .append("created", Date.from(clock.instant())));
    assertThat(added.address()).hasValue("some.one@xn--u-yga.example");
    assertThat(added.domain()).isEmpty();
    assertThat(added.created()).isEqualTo(clock.instant());
  }

  @Test
  void aDomainIsStoredInPunycode() {
    administration.addDomain("Õu.Example");

    assertThat(stored.find().first()).containsEntry("domain", "xn--u-yga.example");
  }

  @Test
  void anAddressAndADomainAreOneEntryThatSuppressesBoth() {
    SuppressedEntry added = administration.addAddressAndDomain("Bob@example.net", "Quiet.example");

    assertThat(stored.find().into(new ArrayList<>()))
        .containsExactly(
            new Document("_id", new ObjectId(added.id()))
                .append("address", "bob@example.net")
                .append("domain", "quiet.example")
                .append("created", Date.from(clock.instant())));
    assertThat(added.address()).hasValue("bob@example.net");
    assertThat(added.domain()).hasValue("quiet.example");
    assertThat(list.find("bob@example.net", "example.net")).isPresent();
    assertThat(list.find("x@quiet.example", "quiet.example")).isPresent();
    assertThat(list.find("x@example.net", "example.net")).isEmpty();
    assertThat(administration.addAddressAndDomain("bob@example.net", "quiet.example").id())
        .isEqualTo(added.id());
  }

  @Test
  void nothingIsAddedWhenEitherOfTheTwoIsWrong() {
    assertThatThrownBy(() -> administration.addAddressAndDomain("bob", "quiet.example"))
        .hasMessage("not an address");
    assertThatThrownBy(() -> administration.addAddressAndDomain("bob@example.net", "a@b"))
        .hasMessage("not a domain");

    assertThat(stored.countDocuments()).isZero();
  }

  @Test
  void anEntryOfBothIsRemovedAsAWhole() {
    SuppressedEntry both = administration.addAddressAndDomain("bob@example.net", "quiet.example");

    assertThat(administration.removeDomain("quiet.example")).hasValue(both.id());
    assertThat(list.find("bob@example.net", "example.net")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "bob@example.net, example.net, true",
    "BOB@Example.NET, example.net, true",
    "bob+x@example.net, example.net, false",
    "alice@example.net, example.net, false",
    "x@supdom.example, supdom.example, true",
    "x@SupDom.Example, SupDom.Example, true",
    "x@sub.supdom.example, sub.supdom.example, false",
    "jürgen@õu.example, õu.example, true",
    "JÜRGEN@xn--u-yga.example, xn--u-zga.example, true"
  })
  void aRecipientIsFoundByAddressOrDomain(String recipient, String domain, boolean suppressed) {
    administration.addAddress("Bob@example.net");
    administration.addAddress("jürgen@õu.example");
    administration.addDomain("supdom.example");

    assertThat(list.find(recipient, domain).isPresent()).isEqualTo(suppressed);
  }

  @Test
  void entriesOfZoneMtaAreFound() {
    stored.insertOne(
        new Document("address", "bob@example.net").append("created", Date.from(clock.instant())));
    stored.insertOne(new Document("address", "").append("domain", "supdom.example"));

    assertThat(list.find("bob@example.net", "example.net")).isPresent();
    assertThat(list.find("x@supdom.example", "supdom.example"))
        .map(SuppressedEntry::address)
        .hasValue(Optional.empty());
    assertThat(list.find("x@example.net", "example.net")).isEmpty();
  }

  @Test
  void anEmptyRecipientOrDomainMatchesNothing() {
    stored.insertOne(new Document("address", "").append("domain", ""));

    assertThat(list.find("", "")).isEmpty();
  }

  @Test
  void anEntryIsRemovedByItsId() {
    SuppressedEntry entry = administration.addAddress("bob@example.net");

    assertThat(administration.remove(entry.id())).isTrue();
    assertThat(administration.remove(entry.id())).isFalse();
    assertThat(administration.remove("no id")).isFalse();
    assertThat(list.find("bob@example.net", "example.net")).isEmpty();
  }

  @Test
  void addingTwiceGivesTheEntryThatIsThere() {
    SuppressedEntry first = administration.addAddress("bob@example.net");
    clock.set(Instant.parse("2026-11-24T10:00:00Z"));
    SuppressedEntry second = administration.addAddress("BOB@example.net");

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.created()).isEqualTo(first.created());
    assertThat(stored.countDocuments()).isEqualTo(1);
  }

  @Test
  void theListIsReadPageByPage() {
    List<String> added =
        List.of(
            administration.addAddress("a@example.net").id(),
            administration.addDomain("b.example").id(),
            administration.addAddress("c@example.net").id());

    List<SuppressedEntry> first = administration.list(Optional.empty(), 2);
    List<SuppressedEntry> second = administration.list(Optional.of(first.get(1).id()), 2);

    assertThat(first).extracting(SuppressedEntry::id).isEqualTo(added.subList(0, 2));
    assertThat(second).extracting(SuppressedEntry::id).isEqualTo(added.subList(2, 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bob", "@example.net", "bob@", " "})
  void whatIsNoAddressIsNotAdded(String text) {
    assertThatThrownBy(() -> administration.addAddress(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "bob@example.net"})
  void whatIsNoDomainIsNotAdded(String text) {
    assertThatThrownBy(() -> administration.addDomain(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDatabaseThatIsAwayIsATemporaryFailure() {
    try (UnreachableMongo away = new UnreachableMongo()) {
      SuppressionList noList = new SuppressionList(away.database());
      SuppressionAdministration nobody = new SuppressionAdministration(away.database(), clock);

      assertThatThrownBy(() -> noList.find("bob@example.net", "example.net"))
          .isInstanceOf(TemporaryFailureException.class);
      assertThatThrownBy(() -> nobody.addDomain("example.net"))
          .isInstanceOf(TemporaryFailureException.class);
    }
  }
}
