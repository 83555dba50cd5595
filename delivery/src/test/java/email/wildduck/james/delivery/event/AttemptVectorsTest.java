package email.wildduck.james.delivery.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.Vectors;
import email.wildduck.james.core.event.Event;
import email.wildduck.james.delivery.attempt.Peer;
import email.wildduck.james.delivery.attempt.TlsInfo;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What ZoneMTA's plugin made of the same attempts. */
class AttemptVectorsTest {
  /** Of the envelope of a GELF message, not of the event. */
  private static final Set<String> ENVELOPE =
      Set.of(
          "short_message",
          "facility",
          "host",
          "_component",
          "_mail_action",
          "_queue_id",
          "_queue_id_seq");

  static Stream<JsonNode> attempts() {
    return Vectors.cases("plugin-hooks.json", "logEntries")
        .filter(
            node ->
                Set.of("ACCEPTED", "DEFERRED", "REJECTED")
                    .contains(node.path("entry").path("action").asText()));
  }

  @ParameterizedTest
  @MethodSource("attempts")
  void attemptHasTheFactsOfZoneMta(JsonNode node) throws Exception {
    JsonNode entry = node.path("entry");
    Document expected = Document.parse(node.path("gelf").path(0).toString());

    Event event = event(entry);

    assertThat(event.word()).isEqualTo(entry.path("action").asText());
    assertThat(event.queueId())
        .isEqualTo(expected.get("_queue_id") + "." + expected.get("_queue_id_seq"));
    expected.keySet().removeAll(ENVELOPE);
    assertThat(event.facts()).hasSize(expected.size());
    expected.forEach(
        (name, value) ->
            assertThat(String.valueOf(event.facts().get(name.substring(1))))
                .as(name)
                .isEqualTo(value.toString()));
  }

  private static Event event(JsonNode entry) throws UnknownHostException {
    String delivery = entry.path("id").asText() + "." + entry.path("seq").asText();
    AttemptEvent event =
        begun(entry, delivery)
            .to(entry.path("to").asText(), entry.path("zone").asText())
            .ofMessage(entry.path("from").asText(), entry.path("messageId").asText())
            .at(peer(entry), entry.path("protocol").asText())
            .saying(entry.path("response").asText());
    return (entry.has("httpUrl")
            ? event.postedTo(
                entry.path("httpUrl").asText(), OptionalInt.of(entry.path("httpResponse").asInt()))
            : event)
        .event();
  }

  private static AttemptEvent begun(JsonNode entry, String delivery) {
    return switch (entry.path("action").asText()) {
      case "ACCEPTED" -> AttemptEvent.accepted(delivery);
      case "DEFERRED" ->
          AttemptEvent.deferred(
              delivery, entry.path("category").asText(), entry.path("defcount").asInt());
      default -> AttemptEvent.rejected(delivery, entry.path("category").asText());
    };
  }

  private static Peer peer(JsonNode entry) throws UnknownHostException {
    return Peer.of(
            entry.path("mx").asText(),
            new InetSocketAddress(InetAddress.getByName(entry.path("host").asText()), 25))
        .from(InetAddress.getByName(entry.path("ip").asText()))
        .over(
            new TlsInfo(
                entry.path("tlsVersion").asText(),
                entry.path("tlsCipher").asText(),
                Optional.of(entry.path("tlsAuthorizationError").asText())));
  }
}
