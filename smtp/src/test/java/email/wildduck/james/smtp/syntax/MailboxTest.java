package email.wildduck.james.smtp.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxTest {

  @ParameterizedTest
  @CsvSource({
    "user@example.com, user@example.com",
    "First.Last+Tag@Example.COM, First.Last+Tag@example.com",
    "!#$%&*+-/=?^_`{|}~@example.com, !#$%&*+-/=?^_`{|}~@example.com",
    "user@localhost, user@localhost",
    "user@3com.example, user@3com.example",
    "user@jõgeva.ee, user@xn--jgeva-dua.ee",
    "õäöü@xn--jgeva-dua.ee, õäöü@jõgeva.ee",
    "'\"a b\"@example.com', '\"a b\"@example.com'",
    "'\"a@b\"@example.com', '\"a@b\"@example.com'",
    "'\"a\\\"b\"@example.com', '\"a\\\"b\"@example.com'",
    "'\"a..b\"@example.com', '\"a..b\"@example.com'",
    "user@[192.0.2.1], user@[192.0.2.1]",
    "user@[IPv6:2001:DB8::1], user@[ipv6:2001:db8::1]",
    "user@[IPv6:::ffff:192.0.2.1], user@[ipv6:::ffff:192.0.2.1]",
    "user@[IPv6:1:2:3:4:5:6:7:8], user@[ipv6:1:2:3:4:5:6:7:8]"
  })
  void mailboxIsTakenInTheFormOfZoneMta(String text, String address) {
    assertThat(Mailbox.parse(text).orElseThrow().address()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".user@example.com",
        "user.@example.com",
        "us..er@example.com",
        "us er@example.com",
        "us(er@example.com",
        "\"us\"er\"@example.com",
        "\"user\\\"@example.com",
        "\"us<er\"@example.com",
        "us\u0001er@example.com",
        "\"us\u0000er\"@example.com",
        "us\u200eer@example.com",
        "us\u2028er@example.com",
        "user@-example.com",
        "user@example-.com",
        "user@exa_mple.com",
        "user@example..com",
        "user@example.com.",
        "user@.example.com",
        "user@192.0.2.1",
        "user@example.123",
        "user@example.1st",
        "user@[192.0.2.256]",
        "user@[192.0.2]",
        "user@[IPv6:1:2:3]",
        "user@[IPv6:1::2::3]",
        "user@[IPv6:1:2:3:4:5:6:7::8]",
        "user@[x400:abc]",
        "user@[192.0.2.1",
        "user@exam\u2028ple.com",
        "ü@xn--xn--bcher-kva-.example"
      })
  void mailboxIsRefusedWhenRfc5321DoesNotAllowIt(String text) {
    assertThat(Mailbox.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "user", "@example.com", "user@", "a@@b", "a@b@c", "\"a@b", "\"a\"b@c"})
  void addressHasNotBothPartsWhenItsStructureIsWrong(String text) {
    assertThat(Mailbox.hasBothParts(text)).isFalse();
    assertThat(Mailbox.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 300})
  void localPartMayBeTooLong(int length) {
    assertThat(Mailbox.parse("x".repeat(length) + "@example.com")).isPresent();
  }
}
