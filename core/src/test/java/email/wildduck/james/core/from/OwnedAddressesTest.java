package email.wildduck.james.core.from;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.UnreachableMongo;
import email.wildduck.james.core.address.AddressResolver;
import email.wildduck.james.core.error.TemporaryFailureException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnedAddressesTest {
  private static final SenderAccount ALICE = FromFixture.account("alice");

  private FromFixture fixture;

  @BeforeAll
  void start() {
    fixture = new FromFixture();
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alice@example.com",
        "A.Lice+news@EXAMPLE.com",
        "alias@example.com",
        "alice@alias.example",
        "alias@alias.example",
        "any@alicewild.example",
        "info.desk@shared.example",
        "team@example.com",
      })
  void ownAddressesAreAllowed(String address) {
    assertThat(fixture.owned().allowed(address, ALICE)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "alice",
        "@alicewild.example",
        "any@",
        "mallory@example.com",
        "ext@example.com",
        "desk@shared.example",
        "alice@example.com.evil.example",
        "any@alicewild.example, evil@y.example",
        "a b@alicewild.example",
        "a\r\n@alicewild.example",
        "evil@y.example,x@alicewild.example",
        "<any@alicewild.example>",
        "a\u200Bb@alicewild.example",
        "any@alicewild.example\u00A0",
      })
  void everythingElseIsNot(String address) {
    assertThat(fixture.owned().allowed(address, ALICE)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "white@other.example, white@other.example, true",
    "white@other.example, Wh.ite+x@OTHER.example, true",
    "White+tag@other.example, white@other.example, true",
    "*@wl.example, any@wl.example, true",
    "*@WL.example, any@wl.example, true",
    "*@xn--jgeva-dua.ee, any@jõgeva.ee, true",
    "*@wl.example, any@wl.example.evil.example, false",
    "*@wl.example, any@sub.wl.example, false",
    "*@wl.example, any@evilwl.example, false",
    "*@wl.example, \"x@wl.example\"@evil.example, false",
    "*wild@x.example, superwild@x.example, true",
    "*wild@x.example, wild@x.example, true",
    "*wild@x.example, superwild@x.example.evil.example, false",
    "news@*, news@anything.example, true",
    "news@*, oldnews@anything.example, false",
    "news@sub.*, news@sub.example, true",
    "prefix*, prefixed@anything.example, false",
    "*, x@y.example, false",
    "*@*, x@y.example, false",
    "*.sub.example, x@a.sub.example, false",
  })
  void whitelistEntriesCoverWholeDomains(String entry, String address, boolean covered) {
    SenderAccount account = SenderAccount.of(new ObjectId(), "w", "", List.of(entry));

    assertThat(fixture.owned().allowed(address, account)).isEqualTo(covered);
  }

  @Test
  void emptyEntryCoversNothing() {
    SenderAccount account = SenderAccount.of(new ObjectId(), "w", "", List.of("", " ", "@"));

    assertThat(fixture.owned().allowed("x@y.example", account)).isFalse();
    assertThat(fixture.owned().allowed("", account)).isFalse();
  }

  @Test
  void whitelistAndMainAddressNeedNoDatabase() {
    try (UnreachableMongo unreachable = new UnreachableMongo()) {
      OwnedAddresses owned =
          new OwnedAddresses(
              new AddressResolver(
                  unreachable.database().getCollection("addresses"),
                  unreachable.database().getCollection("domainaliases")));
      SenderAccount bob = FromFixture.account("bob");

      assertThat(owned.allowed("white@other.example", bob)).isTrue();
      assertThat(owned.allowed("bob.builder@example.com", bob)).isTrue();
      assertThatThrownBy(() -> owned.allowed("alice@example.com", bob))
          .isInstanceOf(TemporaryFailureException.class);
    }
  }

  @Test
  void sameAddressIsLookedUpOnceForAMessage() {
    fixture.queries();
    Predicate<String> allowed = fixture.owned().remembering(ALICE);

    assertThat(allowed.test("alias@example.com")).isTrue();
    assertThat(fixture.queries()).isEqualTo(1);
    assertThat(allowed.test("A.lias+x@example.com")).isTrue();
    assertThat(fixture.queries()).isZero();
  }

  @Test
  void documentOfAUserMayLackWhatIsOptional() {
    ObjectId id = new ObjectId();
    SenderAccount account =
        SenderAccount.of(
            new Document("_id", id)
                .append("username", null)
                .append("address", 5)
                .append("fromWhitelist", Arrays.asList("a@b.example", null, 7)));

    assertThat(account.id()).isEqualTo(id);
    assertThat(account.username()).isEmpty();
    assertThat(account.address()).isEmpty();
    assertThat(account.fromWhitelist()).containsExactly("a@b.example");
    assertThat(SenderAccount.of(new Document("_id", id).append("fromWhitelist", "x"))).isNotNull();
    assertThatThrownBy(() -> SenderAccount.of(new Document("_id", "x")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
