package email.wildduck.james.extension.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.queue.id.QueueId;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QueueRefusalsTest {
  private static final String ID = "1a20922255b000ab2b";

  @RegisterExtension final AdminQueue queue = new AdminQueue();

  @ParameterizedTest
  @MethodSource("wrongRequests")
  void whatIsWrongIsNamedWithWhatWouldBeRight(
      String method, String path, String body, String message) throws Exception {
    HttpResponse<String> answer = queue.send(method, path, body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    JsonNode error = AdminQueue.json(answer);
    assertThat(error.path("type").asText()).isEqualTo("InvalidArgument");
    assertThat(error.path("message").asText()).contains(message);
  }

  static Stream<Arguments> wrongRequests() {
    return Stream.of(
        wrong("GET", "/messages?limit=many", "", "limit is \"many\": it must be a whole number"),
        wrong("GET", "/messages?limit=1001", "", "from 1 to 1000"),
        wrong("GET", "/messages?state=lost", "", "state is \"lost\": it must be one of ready"),
        wrong("GET", "/messages?next=xyz", "", "next is \"xyz\""),
        wrong("GET", "/messages/nothing", "", "id is \"nothing\": it must be a queue id"),
        wrong("GET", "/zones?zone=x", "", "zone is unknown; nothing is known here"),
        wrong("DELETE", "/messages?sendr=x&zone=default", "", "sendr is unknown; known here: "),
        wrong("DELETE", "/messages", "", "needs a filter"),
        wrong("DELETE", "/messages?zone=x&dryRun=maybe", "", "dryRun is \"maybe\""),
        wrong("POST", "/messages/" + ID + "/defer", "", "one of the fields until and for"),
        wrong("POST", "/messages/" + ID + "/defer", "{\"for\":\"soon\"}", "for is \"soon\""),
        wrong("POST", "/messages/" + ID + "/defer", "{\"for\":\"6d\"}", "(queue/messageAge)"),
        wrong("POST", "/messages/" + ID + "/defer", "{\"until\":\"9 am\"}", "until is \"9 am\""),
        wrong(
            "POST",
            "/messages/" + ID + "/defer",
            "{\"until\":\"2020-01-01T00:00:00Z\"}",
            "it must be in the future"),
        wrong("POST", "/messages/" + ID + "/move", "{\"zone\":\"james:spool\"}", "zone is "),
        wrong("POST", "/messages/" + ID + "/move", "{\"zone\":\"x\"}", "serves bulk, default"),
        wrong("POST", "/messages/" + ID + "/move", "{\"zone\":\"x\",\"force\":1}", "force is "),
        wrong("POST", "/messages/" + ID + "/bounce", "{}", "the field reason is missing"),
        wrong("POST", "/messages/" + ID + "/bounce", "{\"reason\":1}", "reason is \"1\""),
        wrong("POST", "/messages/" + ID + "/bounce", "[]", "must be a JSON object"),
        wrong("POST", "/messages/" + ID + "/bounce", "{", "the body is no JSON"),
        wrong("POST", "/messages/" + ID + "/try-now", "{\"a\":\"b\"}", "the field a is unknown"),
        wrong("POST", "/zones/james:spool/pause", "", "it must be the name of a sending zone"),
        wrong("POST", "/domains/a@b/pause", "", "it must be the domain of recipients"),
        wrong("POST", "/take-over", "", "the field instance is missing"));
  }

  @Test
  void whatIsNotThereIsToldAsNotFound() throws Exception {
    for (String path :
        new String[] {"/messages/" + ID, "/messages/" + ID + "/source", "/nothing"}) {
      assertThat(queue.send("GET", path, "").statusCode()).as(path).isEqualTo(404);
    }
    HttpResponse<String> gone = queue.send("DELETE", "/messages/" + ID, "");
    assertThat(gone.statusCode()).isEqualTo(404);
    assertThat(AdminQueue.json(gone).path("message").asText())
        .contains("is not in the queue")
        .contains("log");
    QueueId id = queue.queue("a@one.example");
    assertThat(queue.send("DELETE", "/messages/" + id + "/deliveries/009", "").statusCode())
        .isEqualTo(404);
    assertThat(queue.send("POST", "/messages/" + id + "/explode", "").statusCode()).isEqualTo(404);
  }

  private static Arguments wrong(String method, String path, String body, String message) {
    return Arguments.of(method, path, body, message);
  }
}
