package email.wildduck.james.core.srs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.MutableClock;
import email.wildduck.james.core.Vectors;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.Headers;
import email.wildduck.james.core.message.RawMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SenderRewritingTest {
  private static final String HEADER = "Subject: x\r\nFrom: a@b.c\r\n";

  private final MutableClock clock = new MutableClock("2024-01-01T00:00:00Z");
  private final SenderRewriting rewriting =
      new SenderRewriting(new Srs("secret value", clock), "srs.example.net");

  static Stream<JsonNode> forwarded() {
    return Vectors.cases("plugin-hooks.json", "senderHeaders")
        .filter(given -> given.at("/delivery/interface").asText().equals("forwarder"))
        .filter(given -> !given.at("/delivery/skipSRS").asBoolean())
        .filter(given -> !given.at("/delivery/envelope/from").asText().isEmpty());
  }

  static Stream<JsonNode> rewrites() {
    return Vectors.cases("srs.json", "rewrites").filter(given -> !given.has("throws"));
  }

  @ParameterizedTest
  @MethodSource("forwarded")
  void aForwardedMessageLeavesAsThePluginSendsIt(JsonNode given) throws IOException {
    ForwardedMail mail =
        rewriting.apply(
            headers(HEADER),
            given.at("/delivery/envelope/from").asText(),
            given.at("/delivery/envelope/to").asText());

    assertThat(text(mail.headers()) + "\r\n").isEqualTo(given.get("headersAfter").asText());
    assertThat(withoutHash(mail.mailFrom()))
        .isEqualTo(withoutHash(given.at("/envelopeAfter/from").asText()));
    assertThat(mail.failure().isPresent()).isEqualTo(!given.get("log").isEmpty());
    mail.failure().ifPresent(failure -> assertThat(given.at("/log/0").asText()).endsWith(failure));
  }

  @ParameterizedTest
  @MethodSource("rewrites")
  void mailFromIsSplitAsThePluginDoesIt(JsonNode given) throws IOException {
    clock.set(Instant.ofEpochMilli(given.get("timeMs").asLong()));
    SenderRewriting ofSecret =
        new SenderRewriting(new Srs(given.get("secret").asText(), clock), "srs.example.net");

    assertThat(ofSecret.apply(headers(HEADER), given.get("address").asText(), "x@y").mailFrom())
        .isEqualTo(given.get("envelopeFrom").asText());
  }

  @Test
  void anAddressCanNeitherEndAFieldNorTheHeader() throws IOException {
    ForwardedMail mail =
        rewriting.apply(headers(HEADER), "a\r\nX-Evil: 1\r\n\r\n@b.c", "x@y\nX-Evil: 2");

    assertThat(mail.headers().fields()).hasSize(5);
    assertThat(mail.headers().contains("X-Evil")).isFalse();
  }

  @Test
  void addressesBeyondAsciiAreUtf8() throws IOException {
    ForwardedMail mail = rewriting.apply(headers(HEADER), "õäöü@jõgeva.ee", "x@y");

    assertThat(new String(text(mail.headers()).getBytes(ISO_8859_1), UTF_8))
        .contains("X-Original-Sender: õäöü@jõgeva.ee\r\n");
  }

  /** The vectors were not all made on the same day. */
  private static String withoutHash(String address) {
    return address.replaceFirst("^SRS0=....=..=", "SRS0=");
  }

  private static Headers headers(String text) throws IOException {
    return RawMessage.parse(ByteSource.of(text.getBytes(ISO_8859_1))).headers();
  }

  private static String text(Headers headers) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    headers.writeTo(out);
    return out.toString(ISO_8859_1);
  }
}
