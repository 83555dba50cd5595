package email.wildduck.james.core.from;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.Headers;
import email.wildduck.james.core.message.RawMessage;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.james.mime4j.field.address.LenientAddressParser;
import org.apache.james.mime4j.stream.ParserCursor;
import org.apache.james.mime4j.util.ByteSequence;
import org.apache.james.mime4j.util.ContentUtil;

class FromEnforcementProperties {
  private static final List<SenderAccount> ACCOUNTS =
      Stream.of("alice", "bob", "uni").map(FromFixture::account).toList();

  private static FromFixture fixture;

  @BeforeContainer
  static void start() {
    fixture = new FromFixture();
  }

  @AfterContainer
  static void stop() {
    fixture.close();
  }

  @Property(tries = 500)
  void anyBytesInFromEndAsTheUsersOwn(
      @ForAll byte[] value, @ForAll("accounts") SenderAccount account) {
    check(message("From: ", value), account.address(), account);
  }

  @Property
  void awkwardFromsEndAsTheUsersOwn(
      @ForAll("awkward") byte[] value, @ForAll("accounts") SenderAccount account) {
    check(message("From: ", value), account.address(), account);
  }

  @Property(tries = 500)
  void awkwardEnvelopesEndAsTheUsersOwn(
      @ForAll("awkward") byte[] mailFrom, @ForAll("accounts") SenderAccount account) {
    check(message("From: ", new byte[0]), new String(mailFrom, UTF_8), account);
  }

  @Property(tries = 300)
  void anyTextInTheEnvelopeEndsAsTheUsersOwn(
      @ForAll String mailFrom, @ForAll("accounts") SenderAccount account) {
    check(message("From: ", new byte[0]), mailFrom, account);
  }

  @Property(tries = 500)
  void anyHeaderEndsWithTheUsersOwn(
      @ForAll("awkward") byte[] header, @ForAll("accounts") SenderAccount account) {
    check(message("To: a@b.example\r\n", header), account.address(), account);
  }

  @Property(tries = 3000)
  void anotherParserFindsNoForeignAddressEither(
      @ForAll("mostlyAddresses") byte[] value, @ForAll("asciiAccounts") SenderAccount account) {
    RawMessage message = message("From: ", value);

    EnforcedFrom enforced = fixture.enforcement().enforce(message, account.address(), account);

    String from = enforced.message().headers().first("From").orElseThrow().value();
    Predicate<String> allowed = fixture.owned().remembering(account);
    MailboxList found = AddressFieldReader.read(enforced.message().headers().first("From").get());
    assertThat(lenient(from))
        .hasSameSizeAs(found.mailboxes())
        .allMatch(m -> allowed.test(AddrSpec.localPart(m.getLocalPart()) + "@" + m.getDomain()));
  }

  @Property
  void anyNameIsOneQuotedOrEncodedPhrase(@ForAll String text) {
    String name = DisplayName.decode(text.replace("=?", ""));

    MailboxList list = MailboxParser.parse(DisplayName.encode(name + "x", 6) + " <a@x.example>");

    assertThat(list.isUnderstood()).isTrue();
    assertThat(list.name()).isEqualTo((name + "x"));
  }

  @Property
  void anyTextIsALogLine(@ForAll String text) {
    String line =
        RewriteLog.event(text, text, Rewrite.of(Rewrite.Place.HEADER, text, text)).toString();

    assertThat(line.lines()).hasSize(1);
  }

  private static void check(RawMessage message, String mailFrom, SenderAccount account) {
    Predicate<String> allowed = fixture.owned().remembering(account);

    EnforcedFrom once = fixture.enforcement().enforce(message, mailFrom, account);

    Headers headers = once.message().headers();
    assertThat(allowed.test(once.mailFrom())).isTrue();
    assertThat(headers.all("From"))
        .allMatch(field -> AddressFieldReader.read(field).allMatch(allowed));
    if (once.rewrites().stream().noneMatch(r -> r.place() == Rewrite.Place.HEADER)) {
      assertThat(once.message()).isSameAs(message);
    } else {
      assertThat(headers.all("From")).hasSize(1);
      assertThat(headers.all("Sender"))
          .allMatch(field -> AddressFieldReader.read(field).allMatch(allowed));
      assertThat(others(headers)).isEqualTo(others(message.headers()));
      assertThat(headers.all(OriginalFrom.NAME))
          .hasSizeLessThanOrEqualTo(1)
          .allMatch(headers.fields().get(0)::equals);
      assertThat(madeHere(headers)).allMatch(FromEnforcementProperties::isFoldedAsciiOrUtf8);
    }
    // What was written is what is read: no field was smuggled in, and nothing is left to do.
    RawMessage read = FromFixture.message(FromFixture.bytes(once.message()));
    assertThat(read.headers()).isEqualTo(headers);
    EnforcedFrom twice = fixture.enforcement().enforce(read, once.mailFrom(), account);
    assertThat(twice.message()).isSameAs(read);
    assertThat(twice.rewrites()).isEmpty();
  }

  private static List<HeaderField> others(Headers headers) {
    return headers.remove("From").remove("Sender").remove(OriginalFrom.NAME).fields();
  }

  private static Stream<HeaderField> madeHere(Headers headers) {
    return Stream.concat(headers.all("From").stream(), headers.all(OriginalFrom.NAME).stream());
  }

  private static boolean isFoldedAsciiOrUtf8(HeaderField field) {
    String line = new String(field.toBytes(), UTF_8);
    return line.endsWith("\r\n")
        && line.replaceAll("\r\n (?=[^ ])", "")
            .replaceFirst("\r\n$", "")
            .chars()
            .noneMatch(c -> c < ' ')
        && Stream.of(line.split("\r\n")).allMatch(l -> l.getBytes(UTF_8).length < 998);
  }

  private static RawMessage message(String start, byte[] value) {
    String text = start + new String(value, ISO_8859_1) + "\r\n\r\nbody";
    return FromFixture.message(text.getBytes(ISO_8859_1));
  }

  @Provide
  Arbitrary<SenderAccount> accounts() {
    return Arbitraries.of(ACCOUNTS);
  }

  /** Without the one whose address mime4j reads differently from version to version. */
  @Provide
  Arbitrary<SenderAccount> asciiAccounts() {
    return Arbitraries.of(ACCOUNTS.subList(0, 2));
  }

  @Provide
  Arbitrary<byte[]> awkward() {
    return Arbitraries.of(
            "alice",
            "@",
            "example.com",
            "alice@example.com",
            "bob.builder@example.com",
            "any@wl.example",
            "news@",
            "wild@x.example",
            "õäöü@jõgeva.ee",
            "evil@y.example",
            "<",
            ">",
            ",",
            ";",
            ":",
            "(",
            ")",
            "\"",
            "\\",
            "[",
            "]",
            ".",
            " ",
            "\t",
            "\r\n ",
            "\n\t",
            "\r",
            "\n",
            "\r\nFrom: ",
            "\r\nSender: ",
            "\r\nX-WildDuck-Original-From: ",
            "\0",
            "ä",
            "=?UTF-8?Q?a=0D=0AFrom:_x@y?=",
            "=?UTF-8?B?PT9VVEYtOD9RP3g/PQ==?=",
            "=?",
            "?=",
            "=?utf-16?B?2AA=?=",
            "\u007f",
            "\u200b",
            "\u2028",
            "Name")
        .map(text -> text.getBytes(UTF_8))
        .injectDuplicates(0.1)
        .list()
        .ofMaxSize(12)
        .map(FromEnforcementProperties::joined);
  }

  /** Well-formed lists in the main, so that many pass untouched. */
  @Provide
  Arbitrary<byte[]> mostlyAddresses() {
    Arbitrary<String> address =
        Arbitraries.of(
            "alice@example.com",
            "a.lias@example.com",
            "bob.builder@example.com",
            "x@wl.example",
            "õäöü@jõgeva.ee",
            "\"alice\"@example.com",
            "\"a, b\"@wl.example");
    Arbitrary<String> before =
        Arbitraries.of(
            "",
            "",
            "Name ",
            "\"Last, First\" ",
            "(evil@y.example) ",
            "\"<evil@y.example>\"",
            "Group: ",
            "=?UTF-8?Q?evil=40y.example?= ",
            "A. B ",
            "(a\\)b) ",
            "\"\\\"\" ",
            "ä ");
    Arbitrary<String> open = Arbitraries.of("", "<", "<", " < ", "<@y.example:", "(<", "\"");
    Arbitrary<String> close =
        Arbitraries.of(
            "", ">", ">", ">", " >", ">;", "> (evil@y.example)", ">evil@y.example", "\"");
    return Combinators.combine(before, open, address, close)
        .as((b, o, a, c) -> b + o + a + c)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(list -> String.join(", ", list).getBytes(UTF_8));
  }

  private static List<org.apache.james.mime4j.dom.address.Mailbox> lenient(String value) {
    ByteSequence bytes = ContentUtil.encode(UTF_8, value);
    return LenientAddressParser.DEFAULT
        .parseAddressList(bytes, new ParserCursor(0, bytes.length()))
        .flatten();
  }

  private static byte[] joined(List<byte[]> parts) {
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append(new String(part, ISO_8859_1)));
    return text.toString().getBytes(ISO_8859_1);
  }
}
