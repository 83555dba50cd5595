package email.wildduck.james.delivery.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.delivery.attempt.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {

  private static Capabilities of(String... lines) {
    return Capabilities.of(Reply.of(250, List.of(lines)));
  }

  @Test
  void extensionsAreKnownInAnyCase() {
    Capabilities capabilities = of("mx.example at your service", "pipelining", "Size 1000", "DSN");

    assertThat(capabilities.has("PIPELINING")).isTrue();
    assertThat(capabilities.has("DSN")).isTrue();
    assertThat(capabilities.has("MX.EXAMPLE")).isFalse();
    assertThat(capabilities.maxSize()).hasValue(1000);
  }

  @Test
  void sizeWithoutOrWithAStrangeLimitIsNoLimit() {
    for (String size :
        List.of("SIZE", "SIZE 0", "SIZE many", "SIZE -5", "SIZE 9999999999999999999999")) {
      assertThat(of("x", size).maxSize()).isEmpty();
    }
  }

  @Test
  void bothSpellingsOfAuthAreRead() {
    assertThat(of("x", "AUTH PLAIN  LOGIN", "AUTH=CRAM-MD5").parameters("AUTH"))
        .containsExactly("PLAIN", "LOGIN", "CRAM-MD5");
  }

  @Test
  void peerWithoutEhloAnnouncesNothing() {
    assertThat(Capabilities.none().has("PIPELINING")).isFalse();
    assertThat(of("250 only a greeting").has("PIPELINING")).isFalse();
  }
}
