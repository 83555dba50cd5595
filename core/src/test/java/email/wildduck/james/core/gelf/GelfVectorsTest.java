package email.wildduck.james.core.gelf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.TestConfiguration;
import email.wildduck.james.core.Vectors;
import email.wildduck.james.core.event.Event;
import email.wildduck.james.core.event.form.ArrivalEvent;
import email.wildduck.james.core.event.form.RemovalEvent;
import email.wildduck.james.core.event.form.ReportEvent;
import email.wildduck.james.core.message.HeaderField;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What ZoneMTA's plugin made of the same events; attempts are in the module delivery. */
class GelfVectorsTest {
  /** Of a spam filter, which this product has none of. */
  private static final Set<String> SPAM = Set.of("_spam_score", "_spam_tests");

  private final GelfMessage form =
      new GelfMessage(
          TestConfiguration.of("<gelf><subjectLength>100</subjectLength></gelf>").gelf(),
          "mta.example.net");

  static Stream<JsonNode> entries() {
    return Vectors.cases("plugin-hooks.json", "logEntries")
        .filter(
            node ->
                Set.of("QUEUED", "NOQUEUE", "DELETED", "DROP", "QUEUE_BOUNCE")
                    .contains(node.path("entry").path("action").asText()))
        // dropped by a spam filter
        .filter(node -> !node.path("entry").has("tests"));
  }

  @ParameterizedTest
  @MethodSource("entries")
  void eventHasTheFieldsThatZoneMtaGivesIt(JsonNode node) {
    Document gelf = form.fields(event(node.path("entry")), Instant.EPOCH);

    assertThat(node.path("gelf").size()).isEqualTo(1);
    Document expected = Document.parse(node.path("gelf").path(0).toString());
    expected.keySet().removeAll(SPAM);
    for (Map.Entry<String, Object> field : expected.entrySet()) {
      assertThat(String.valueOf(gelf.get(field.getKey())))
          .as(field.getKey())
          .isEqualTo(String.valueOf(field.getValue()));
    }
  }

  private static Event event(JsonNode entry) {
    String id = entry.path("id").asText();
    String delivery = id + "." + entry.path("seq").asText();
    return switch (entry.path("action").asText()) {
      case "QUEUED" -> arrival(ArrivalEvent.queued(id), entry).event();
      case "NOQUEUE" ->
          arrival(ArrivalEvent.notQueued(id, entry.path("responseText").asText()), entry).event();
      case "DELETED" -> RemovalEvent.deleted(delivery, "", entry.path("reason").asText());
      case "DROP" ->
          RemovalEvent.dropped(
              delivery, entry.path("recipient").asText(), entry.path("reason").asText());
      default -> {
        assertThat(entry.path("queued").asText()).isEqualTo("yes");
        yield ReportEvent.queued(
            delivery,
            entry.path("bounceType").asText().equals("delayed")
                ? ReportEvent.Type.DELAYED
                : ReportEvent.Type.FAILURE,
            entry.path("bounceId").asText());
      }
    };
  }

  private static ArrivalEvent arrival(ArrivalEvent begun, JsonNode entry) {
    ArrivalEvent event =
        begun
            .withEnvelope(entry.path("from").asText(), List.of(entry.path("to").asText()))
            .withMessage(entry.path("message-id").asText(), entry.path("body").asLong())
            .receivedBy(
                entry.path("interface").asText(),
                entry.path("transtype").asText(),
                entry.path("src").asText())
            .by(entry.path("user").asText())
            .withSubject(entry.path("subject").asText())
            .rewritten(entry.path("rwRcptFrom").asText(), entry.path("rwHeaderFrom").asText());
    return entry.has("headerFrom")
        ? event.withAuthor(HeaderField.of("From", entry.path("headerFrom").asText()))
        : event;
  }
}
