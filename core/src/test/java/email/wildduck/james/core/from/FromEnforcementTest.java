package email.wildduck.james.core.from;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.UnreachableMongo;
import email.wildduck.james.core.address.AddressResolver;
import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.message.RawMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FromEnforcementTest {
  private static final String OWN = "alice@example.com";
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
        "From: Alice <alice@example.com>",
        "from :  \"A, \r\n\tL\"\r\n <a.lice@Example.COM> (me)",
        "From: Team: alice@example.com, Alias <alias@example.com>;",
        "From: alice@example.com, x@alicewild.example",
        "From: alice@example.com\r\nSubject: x\r\nFrom: alias@example.com",
        "From: alice@example.com\r\nSender: foreign@y.example",
        "From: alice@example.com\r\nX-WildDuck-Original-From: made up",
        "From: P\u00E4eva <alice@example.com>",
        "Subject: no From at all\r\nSender: foreign@y.example",
      })
  void nothingIsTouchedWhenEveryAuthorIsTheUser(String header) {
    RawMessage message = FromFixture.message(header);

    EnforcedFrom enforced = enforce(message, OWN);

    assertThat(enforced.message()).isSameAs(message);
    assertThat(enforced.mailFrom()).isEqualTo(OWN);
    assertThat(enforced.rewrites()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "From:",
        "From: ;",
        "From: evil@y.example",
        "From: alice@example.com, evil@y.example",
        "From: Team: alice@example.com, evil@y.example;",
        "From: alice@example.com\r\nfrom: evil@y.example",
        "From: alice@example.com\r\nFROM : evil@y.example",
        "From: alice@example.com\r\nFrom: Nobody:;",
        "From: alice@example.com\rFrom: evil@y.example",
        "From: alice@example.com\0",
        "From: <alice@example.com> <evil@y.example>",
        "From: alice@example.com <evil@y.example>",
        "From: alice@example.com(x)evil@y.example",
        "From: <@evil.example:alice@example.com>",
      })
  void oneFromFieldIsLeftWhenAnyAuthorIsNotTheUser(String header) {
    EnforcedFrom enforced = enforce(FromFixture.message("To: a@b\r\n" + header), OWN);

    assertThat(enforced.message().headers().all("From")).hasSize(1);
    String value = enforced.message().headers().first("From").orElseThrow().value();
    MailboxList authors = MailboxParser.parse(value);
    assertThat(authors.isUnderstood()).isTrue();
    assertThat(authors.mailboxes()).singleElement().extracting(Mailbox::address).isEqualTo(OWN);
    assertThat(enforced.rewrites()).singleElement().returns(Rewrite.Place.HEADER, Rewrite::place);
  }

  @Test
  void senderIsRequiredOfAccountsWithoutAMainAddress() {
    SenderAccount homeless = SenderAccount.of(ALICE.id(), "alice", "no address", List.of());
    fixture.queries();

    fixture.enforcement().requireSender("evil@y.example", ALICE);
    assertThat(fixture.queries()).isZero();
    fixture.enforcement().requireSender(OWN, homeless);
    for (String foreign : List.of("evil@y.example", "")) {
      assertThatExceptionOfType(SmtpException.class)
          .isThrownBy(() -> fixture.enforcement().requireSender(foreign, homeless))
          .satisfies(e -> assertThat(e.reply().code()).isEqualTo(550));
    }
  }

  @Test
  void ownMailFromTakesThePlaceOfAForeignFromWhenThereIsNoMainAddress() {
    SenderAccount homeless = SenderAccount.of(ALICE.id(), "alice", "", List.of());

    EnforcedFrom enforced =
        fixture.enforcement().enforce(FromFixture.message("From: evil@y.example"), OWN, homeless);

    assertThat(enforced.mailFrom()).isEqualTo(OWN);
    assertThat(FromFixture.header(enforced.message())).endsWith("From: " + OWN);
  }

  @Test
  void onlyTheNamedFieldsChange() {
    RawMessage message =
        FromFixture.message(
            "Received: x\r\n\ty\nX-WildDuck-Original-From: made up\r\nsubject:  \u00E4  \r\n"
                + "From: evil@y.example\r\nSender: evil@y.example\r\nTo : b@c\r\nFrom: z@z\r\nX:");

    assertThat(
            new String(FromFixture.bytes(enforce(message, OWN).message()), StandardCharsets.UTF_8))
        .isEqualTo(
            "X-WildDuck-Original-From: evil@y.example, z@z\r\n"
                + "Received: x\r\n\ty\nsubject:  \u00E4  \r\n"
                + "From: alice@example.com\r\nTo : b@c\r\nX:\r\n\r\nbody\r\n");
  }

  @Test
  void ownSenderFieldStaysWhenFromIsReplaced() {
    RawMessage message =
        FromFixture.message("From: evil@y.example\r\nSender: Alias <alias@example.com>");

    assertThat(FromFixture.header(enforce(message, OWN).message()))
        .endsWith("From: alice@example.com\r\nSender: Alias <alias@example.com>");
  }

  @Test
  void fromGetsTheEnvelopeSenderWhenThatIsTheUsers() {
    EnforcedFrom enforced =
        enforce(FromFixture.message("From: E <evil@y.example>"), "alias+x@example.com");

    assertThat(enforced.mailFrom()).isEqualTo("alias+x@example.com");
    assertThat(FromFixture.header(enforced.message())).contains("From: E <alias+x@example.com>");
  }

  @Test
  void nullSenderBecomesTheMainAddress() {
    EnforcedFrom enforced = enforce(FromFixture.message("From: alice@example.com"), "");

    assertThat(enforced.mailFrom()).isEqualTo(OWN);
    assertThat(enforced.rewrites())
        .singleElement()
        .returns(Rewrite.Place.ENVELOPE, Rewrite::place)
        .returns("", Rewrite::oldAddress)
        .returns(OWN, Rewrite::newAddress);
  }

  @Test
  void userWithoutMainAddressIsRefusedWhenTheEnvelopeHasToBeReplaced() {
    SenderAccount account = FromFixture.account("noaddr");
    RawMessage message = FromFixture.message("From: evil@y.example");

    assertThatExceptionOfType(SmtpException.class)
        .isThrownBy(() -> fixture.enforcement().enforce(message, "evil@y.example", account))
        .matches(e -> !e.isTemporary() && e.reply().toString().startsWith("550 5.7.1 "));
  }

  @Test
  void userWithoutMainAddressSendsAsAnAddressFromTheWhitelist() {
    SenderAccount account = SenderAccount.of(new ObjectId(), "w", "", List.of("*@wl.example"));

    EnforcedFrom enforced =
        fixture
            .enforcement()
            .enforce(FromFixture.message("From: evil@y.example"), "me@wl.example", account);

    assertThat(enforced.mailFrom()).isEqualTo("me@wl.example");
    assertThat(FromFixture.header(enforced.message())).endsWith("From: me@wl.example");
  }

  @Test
  void domainInUnicodeIsWrittenInPunycodeUnderAnAsciiLocalPart() {
    SenderAccount account = SenderAccount.of(new ObjectId(), "j", "juri@j\u00F5geva.ee", List.of());

    EnforcedFrom enforced =
        fixture.enforcement().enforce(FromFixture.message("From: J <x@y.example>"), "", account);

    assertThat(enforced.mailFrom()).isEqualTo("juri@xn--jgeva-dua.ee");
    assertThat(FromFixture.header(enforced.message())).endsWith("J <juri@xn--jgeva-dua.ee>");
  }

  @Test
  void addressIn8BitTextThatIsNoUtf8IsReplaced() {
    SenderAccount account = FromFixture.account("uni");
    byte[] header =
        "From: J\u00F5ud <\u00F5\u00E4\u00F6\u00FC@j\u00F5geva.ee>\r\n\r\n"
            .getBytes(StandardCharsets.ISO_8859_1);

    EnforcedFrom enforced =
        fixture.enforcement().enforce(FromFixture.message(header), account.address(), account);

    assertThat(FromFixture.header(enforced.message()))
        .endsWith("From: =?UTF-8?B?SsO1dWQ=?= <\u00F5\u00E4\u00F6\u00FC@j\u00F5geva.ee>");
  }

  @Test
  void longNameIsFolded() {
    String name = "Ein sehr langer N\u00E4me, der nicht auf eine Zeile passt ".repeat(4);

    String header =
        FromFixture.header(
            enforce(FromFixture.message("From: \"" + name + "\" <evil@y.example>"), OWN).message());

    assertThat(header.split("\r\n")).allMatch(line -> line.length() <= 76);
    assertThat(MailboxParser.parse(from(header)).name()).isEqualTo(name.strip());
  }

  @Test
  void headerDoesNotGrowWithoutLimit() {
    RawMessage message = FromFixture.message("From: " + "n\u00E4".repeat(1_000_000));

    assertThat(enforce(message, OWN).message().headers().size()).isLessThan(40_000);
  }

  @Test
  void databaseIsNotAskedWhenTheUserSendsAsTheirMainAddress() {
    fixture.queries();

    enforce(FromFixture.message("From: A.Lice <al.ice+x@example.com>"), OWN);

    assertThat(fixture.queries()).isZero();
  }

  @Test
  void sameAddressIsLookedUpOnce() {
    fixture.queries();

    enforce(
        FromFixture.message("From: alias@example.com\r\nFrom: alias@example.com"),
        "alias@example.com");

    assertThat(fixture.queries()).isEqualTo(1);
  }

  @Test
  void unreachableDatabaseIsATemporaryFailure() {
    try (UnreachableMongo unreachable = new UnreachableMongo()) {
      FromEnforcement enforcement =
          new FromEnforcement(
              new OwnedAddresses(
                  new AddressResolver(
                      unreachable.database().getCollection("addresses"),
                      unreachable.database().getCollection("domainaliases"))));
      RawMessage message = FromFixture.message("From: alias@example.com");

      assertThatThrownBy(() -> enforcement.enforce(message, OWN, ALICE))
          .isInstanceOf(TemporaryFailureException.class);
    }
  }

  private EnforcedFrom enforce(RawMessage message, String mailFrom) {
    return fixture.enforcement().enforce(message, mailFrom, ALICE);
  }

  private static String from(String header) {
    return header.substring(header.indexOf("\r\nFrom: ") + 8).replace("\r\n", "");
  }
}
