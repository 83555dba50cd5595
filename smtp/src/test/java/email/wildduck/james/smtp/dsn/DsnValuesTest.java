package email.wildduck.james.smtp.dsn;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.queue.mail.Envelope;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DsnValuesTest {

  @ParameterizedTest
  @CsvSource({
    "rfc822;bob@example.net, bob@example.net",
    "RFC822;bob+2Btag@example.net, bob+tag@example.net",
    "utf-8;bob@example.net, bob@example.net",
    "utf-8;j\u00fcrgen@example.net, j\u00fcrgen@example.net",
    "utf-8;j\\x{FC}rgen@example.net, j\u00fcrgen@example.net",
    "utf-8;a\\x{2B}b@example.net, a+b@example.net"
  })
  void originalRecipientIsUnderstood(String value, String address) {
    assertThat(OriginalRecipient.parse(value).map(Envelope::addressOf)).contains(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rfc822",
        "rfc822;",
        "rfc822;bob",
        "rfc822;bob+2btag@example.net",
        "rfc822;bob+0D+0A@example.net",
        "bob@example.net",
        "x400;bob@example.net",
        "utf-8;a+b@example.net",
        "utf-8;a\\x{FFFFFF}@example.net",
        "utf-8;a\\xFC@example.net",
        "utf-8;a\\x{0A}b@example.net"
      })
  void originalRecipientIsRefusedWhenItIsMalformed(String value) {
    assertThat(OriginalRecipient.parse(value)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "NEVER, [NEVER]",
    "'SUCCESS,FAILURE,DELAY', '[SUCCESS, FAILURE, DELAY]'",
    "'delay,Success', '[SUCCESS, DELAY]'"
  })
  void notifyIsUnderstood(String value, String events) {
    assertThat(NotifyValue.parse(value).orElseThrow().toString()).isEqualTo(events);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "SUCCESS,", "NEVER,SUCCESS", "ALWAYS", "SUCCESS DELAY"})
  void notifyIsRefusedWhenItIsMalformed(String value) {
    assertThat(NotifyValue.parse(value)).isEmpty();
  }
}
