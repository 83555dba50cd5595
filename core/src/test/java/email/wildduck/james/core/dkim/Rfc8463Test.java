package email.wildduck.james.core.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The example of RFC 8463, appendix A. */
class Rfc8463Test {
  private static final String SEED = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";

  private static final String SIGNATURE =
      "/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==";

  private static final String UNSIGNED =
      """
      DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
       d=football.example.com; i=@football.example.com;
       q=dns/txt; s=brisbane; t=1528637909; h=from : to :
       subject : date : message-id : from : subject : date;
       bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
       b=
      """;

  private static final String MESSAGE =
      """
      From: Joe SixPack <joe@football.example.com>
      To: Suzie Q <suzie@shopping.example.net>
      Subject: Is dinner ready?
      Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
      Message-ID: <20030712040037.46341.5F8J@football.example.com>

      Hi.

      We lost the game.  Are you hungry yet?

      Joe.
      """;

  @Test
  void theBodyHashIsThatOfTheRfc() throws IOException {
    assertThat(RelaxedBodyHash.of(parsed(MESSAGE).body()))
        .isEqualTo("2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=");
  }

  @Test
  void theSignatureIsThatOfTheRfc() throws IOException {
    ByteArrayOutputStream canonical = new ByteArrayOutputStream();
    parsed(MESSAGE)
        .headers()
        .fields()
        .forEach(
            field -> {
              canonical.writeBytes(RelaxedHeader.of(field));
              canonical.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            });
    canonical.writeBytes(RelaxedHeader.of(parsed(UNSIGNED).headers().fields().get(0)));

    byte[] signature =
        DkimKey.of("football.example.com", "brisbane", SEED).sign(canonical.toByteArray());

    assertThat(Base64.getEncoder().encodeToString(signature)).isEqualTo(SIGNATURE);
  }

  private static RawMessage parsed(String text) throws IOException {
    return RawMessage.parse(ByteSource.of(text.getBytes(StandardCharsets.UTF_8)));
  }
}
