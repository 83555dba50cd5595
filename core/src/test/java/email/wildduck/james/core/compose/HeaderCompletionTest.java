package email.wildduck.james.core.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderCompletionTest {
  private static final UUID ID = UUID.fromString("01234567-89ab-4def-8123-456789abcdef");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-05T06:07:08Z"), ZoneOffset.ofHours(5));
  private static final String COMPLETE =
      "Message-ID: <a@b>\r\nDate: Thu, 05 Mar 2026 06:07:08 +0000\r\n";

  private final HeaderCompletion completion =
      new HeaderCompletion(CLOCK, () -> ID, "mta.example.net");

  @Test
  void whatIsMissingIsAddedAtTheTop() throws Exception {
    assertThat(complete("From: a@b\r\n", "u@Example.COM", Optional.of(ip("192.0.2.1"))))
        .isEqualTo(
            "X-Originating-IP: [192.0.2.1]\r\n"
                + "Date: Thu, 05 Mar 2026 06:07:08 +0000\r\n"
                + "Message-ID: <01234567-89ab-4def-8123-456789abcdef@example.com>\r\n"
                + "From: a@b\r\n");
  }

  @Test
  void completeMessageStaysAsItIs() {
    String header =
        "message-id:<x@y>\nFrom: \u00E4 <a@b>\r\nDATE :\tthu, 5 mar 26 6:07 EST (x)\r\n";

    assertThat(complete(header, "u@example.com", Optional.empty())).isEqualTo(header);
  }

  @Test
  void emptyMessageIdIsReplaced() {
    assertThat(complete("Message-ID: \r\nDate: Thu, 05 Mar 2026 06:07:08 +0000\r\n", "u@d.example"))
        .startsWith("Message-ID: <" + ID + "@d.example>\r\nDate: ")
        .hasLineCount(2);
  }

  @ParameterizedTest
  @CsvSource({
    "'', mta.example.net",
    "no-at, mta.example.net",
    "u@, mta.example.net",
    "u@j\u00F5geva.ee, xn--jgeva-dua.ee",
    "\u00F5@j\u00F5geva.ee, xn--jgeva-dua.ee",
    "u@[192.0.2.1], mta.example.net",
    "u@a>b, mta.example.net",
    "'u@a\r\nBcc: x', mta.example.net",
  })
  void messageIdHasTheDomainOfTheSenderOrTheNameOfThisHost(String mailFrom, String domain) {
    String date = "Date: Thu, 05 Mar 2026 06:07:08 +0000\r\n";

    assertThat(complete(date, mailFrom))
        .isEqualTo("Message-ID: <" + ID + "@" + domain + ">\r\n" + date);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Thu, 05 Mar 2026 06:07:08 +0000",
        "5 Mar 2026 06:07 -0130",
        "Thu, 5 Mar 2026 06:07:60 GMT",
        "Thu 05-Mar-26 06:07:08 PDT",
        "Thu, 05 Mar 2026 06:07:08 +0200 (EET)",
        "Thu, 05 March 2026 06:07:08 Z",
        "Thu, 01 Jan 1970 00:00:01 +0000",
        "Thu, 31 Dec 2099 23:59:59 +1400",
      })
  void readableDateIsKept(String date) {
    String header = "Message-ID: <a@b>\r\nDate: " + date + "\r\n";

    assertThat(complete(header, "")).isEqualTo(header);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "Thu, 01 Jan 1970 00:00:00 +0000",
        "Thu, 01 Jan 1970 01:00:00 +0200",
        "Thu, 31 Feb 2026 06:07:08 +0000",
        "Thu, 05 Foo 2026 06:07:08 +0000",
        "Thu, 05 Mar 2026 25:07:08 +0000",
        "Thu, 05 Mar 2026 06:07:08 +9900",
        "Thu, 05 Mar 1812 06:07:08 +0000",
        "Thu, 05 Mar 2026 06:07:08 +0000 and more",
        "\u0665 Mar 2026 06:07:08 +0000",
      })
  void unreadableDateIsReplaced(String date) {
    assertThat(complete("Date: " + date + "\r\nMessage-ID: <a@b>\r\nDate: x\r\n", ""))
        .isEqualTo("Date: Thu, 05 Mar 2026 06:07:08 +0000\r\nMessage-ID: <a@b>\r\n");
  }

  @Test
  void zoneNamesOfTheUnitedStatesAreKnown() {
    Instant noon = Instant.parse("2026-03-05T12:00:00Z");

    assertThat(MessageDate.parse("5 Mar 2026 07:00 EST")).contains(noon);
    assertThat(MessageDate.parse("5 Mar 2026 08:00 EDT")).contains(noon);
    assertThat(MessageDate.parse("5 Mar 2026 07:00 CDT")).contains(noon);
    assertThat(MessageDate.parse("5 Mar 2026 04:00 PST")).contains(noon);
    assertThat(MessageDate.parse("5 Mar 2026 12:00 UT")).contains(noon);
    assertThat(MessageDate.parse("5 Mar 126 13:00 +0100")).contains(noon);
  }

  @Test
  void blindRecipientsAndTheSendingZoneAreRemoved() {
    assertThat(
            complete(
                "bcc: a@b\r\nBCC :\r\n c@d\r\n"
                    + COMPLETE
                    + "Resent-Bcc: e@f\r\nX-Sending-Zone: z\r\nTo: g@h\r\n",
                ""))
        .isEqualTo(COMPLETE + "To: g@h\r\n");
  }

  @Test
  void originatingIpOfTheClientTakesThePlaceOfAnyOther() throws Exception {
    String header = "X-Originating-IP: [1.2.3.4]\r\n" + COMPLETE + "x-originating-ip: x\r\n";

    assertThat(complete(header, "", Optional.of(ip("2001:db8::1"))))
        .isEqualTo("X-Originating-IP: [2001:db8:0:0:0:0:0:1]\r\n" + COMPLETE);
  }

  @Test
  void originatingIpThatIsThereStaysWhereItIs() throws Exception {
    String header = "Received: x\r\nX-Originating-IP: [192.0.2.1]\r\n" + COMPLETE;

    assertThat(complete(header, "", Optional.of(ip("192.0.2.1")))).isEqualTo(header);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void originatingIpOfThisHostIsNotTold(String ip) throws Exception {
    assertThat(complete(COMPLETE, "", Optional.of(ip(ip)))).isEqualTo(COMPLETE);
  }

  @Test
  void hostNameThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new HeaderCompletion(CLOCK, () -> ID, "a b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static InetAddress ip(String literal) throws IOException {
    return InetAddress.getByName(literal);
  }

  private String complete(String header, String mailFrom) {
    return complete(header, mailFrom, Optional.empty());
  }

  private String complete(String header, String mailFrom, Optional<InetAddress> origin) {
    try {
      byte[] bytes = (header + "\r\nbody").getBytes(UTF_8);
      RawMessage message = RawMessage.parse(ByteSource.of(bytes));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      completion.complete(message, mailFrom, origin).writeTo(out);
      String text = out.toString(UTF_8);
      assertThat(text).endsWith("\r\nbody");
      return text.substring(0, text.length() - "\r\nbody".length());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
