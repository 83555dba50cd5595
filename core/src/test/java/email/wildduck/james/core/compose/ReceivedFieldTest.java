package email.wildduck.james.core.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.Vectors;
import java.time.Instant;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReceivedFieldTest {
  private static final Instant TIME = Instant.parse("2026-11-23T10:00:00Z");

  static Stream<JsonNode> fields() {
    return Vectors.cases("sending.json", "receivedHeaders");
  }

  @ParameterizedTest
  @MethodSource("fields")
  void fieldIsThatOfZoneMta(JsonNode node) {
    JsonNode delivery = node.path("delivery");
    ReceivedField field =
        ReceivedField.of(
                "mta.example.net (ZoneMTA)",
                delivery.path("transtype").asText(),
                "1a20922255b000ab2b.001")
            .from(
                delivery.path("transhost").asText(""),
                delivery.path("origin").asText(""),
                delivery.path("originhost").asText(""),
                delivery.path("user").asText(""))
            .to("bob@example.net");
    JsonNode tls = delivery.path("tls");
    ReceivedField whole =
        tls.isMissingNode()
            ? field
            : field.over(tls.path("version").asText(), tls.path("name").asText());

    assertThat(whole.at(TIME).storedLine()).isEqualTo(node.path("header").asText());
  }

  @Test
  void recipientBeyondAsciiIsLeftOut() {
    assertThat(
            ReceivedField.of("mta.example.net", "API", "1a2.001")
                .to("õ@example.net")
                .at(TIME)
                .storedLine())
        .isEqualTo(
            "Received: from localhost\r\n by mta.example.net with API id 1a2.001;\r\n"
                + " Mon, 23 Nov 2026 10:00:00 +0000");
  }

  @Property
  void nothingFromOutsideEndsTheField(
      @ForAll String name, @ForAll String address, @ForAll String reverse, @ForAll String user) {
    String line =
        ReceivedField.of("mta.example.net", name, address)
            .from(name, address, reverse, user)
            .to(user)
            .over(name, reverse)
            .at(TIME)
            .storedLine();

    assertThat(line.split("\r\n", -1)).hasSizeBetween(3, 6);
    assertThat(line.replace("\r\n ", "").chars()).allMatch(c -> c >= ' ' && c < 0x7f);
  }
}
