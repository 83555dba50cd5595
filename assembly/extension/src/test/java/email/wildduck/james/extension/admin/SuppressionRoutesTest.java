package email.wildduck.james.extension.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuppressionRoutesTest {
  private static final String LIST = "/wildduck/suppressionlist";

  @RegisterExtension final AdminQueue queue = new AdminQueue();

  @Test
  void entriesHaveTheFormOfZoneMta() throws Exception {
    JsonNode address = queue.post(LIST, "{\"address\":\"Bob@Example.NET\"}").path("suppressed");
    JsonNode domain = queue.post(LIST, "{\"domain\":\"Quiet.example\"}").path("suppressed");

    assertThat(address.path("address").asText()).isEqualTo("bob@example.net");
    assertThat(address.has("domain")).isFalse();
    assertThat(domain.path("domain").asText()).isEqualTo("quiet.example");
    JsonNode list = queue.get(LIST).path("suppressed");
    assertThat(list).hasSize(2);
    assertThat(list.get(0)).isEqualTo(address);
    assertThat(list.get(1).path("id").asText()).matches("[0-9a-f]{24}");
    assertThat(Instant.parse(list.get(1).path("created").asText())).isBefore(Instant.now());

    JsonNode deleted = remove("{\"id\":\"" + address.path("id").asText() + "\"}");
    assertThat(deleted.path("deleted")).isEqualTo(address.path("id"));
    assertThat(queue.get(LIST).path("suppressed")).hasSize(1);
    assertThat(remove("{\"domain\":\"QUIET.example\"}").path("deleted"))
        .isEqualTo(domain.path("id"));
    assertThat(queue.get(LIST).path("suppressed")).isEmpty();
  }

  @Test
  void addressAndDomainInOneRequestAreOneEntry() throws Exception {
    String body = "{\"address\":\"Bob@Example.NET\",\"domain\":\"Quiet.example\"}";

    JsonNode both = queue.post(LIST, body).path("suppressed");

    assertThat(both.path("address").asText()).isEqualTo("bob@example.net");
    assertThat(both.path("domain").asText()).isEqualTo("quiet.example");
    JsonNode list = queue.get(LIST).path("suppressed");
    assertThat(list).hasSize(1);
    assertThat(list.get(0)).isEqualTo(both);
    assertThat(queue.post(LIST, body).path("suppressed")).isEqualTo(both);
    assertThat(remove("{\"address\":\"bob@example.net\"}").path("deleted"))
        .isEqualTo(both.path("id"));
    assertThat(queue.get(LIST).path("suppressed")).isEmpty();
  }

  @Test
  void listComesInPages() throws Exception {
    for (int i = 0; i < 5; i++) {
      queue.post(LIST, "{\"address\":\"a" + i + "@example.net\"}");
    }

    JsonNode first = queue.get(LIST + "?limit=3");
    JsonNode second = queue.get(LIST + "?limit=3&next=" + first.path("next").asText());

    assertThat(first.path("suppressed")).hasSize(3);
    assertThat(second.path("suppressed")).hasSize(2);
    assertThat(second.path("suppressed").get(0).path("address").asText())
        .isEqualTo("a3@example.net");
    assertThat(second.has("next")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | {} | 400 | the body must have address, domain or both",
        "POST | {\"address\":\"x\"} | 400 | not an address",
        "POST | {\"address\":\"x\",\"domain\":\"b.c\"} | 400 | not an address",
        "POST | {\"address\":\"a@b.c\",\"domain\":\"a@b.c\"} | 400 | not a domain",
        "DELETE | {\"address\":\"a@b.c\",\"domain\":\"b.c\"} | 400 | one of id, address, domain",
        "POST | {\"adress\":\"a@b.c\"} | 400 | adress is unknown",
        "DELETE | {\"id\":\"65f000000000000000000000\"} | 404 | there is no entry",
        "DELETE | {\"address\":\"a@b.c\"} | 404 | a@b.c is not on the suppression list",
        "GET |  | 401 | "
      })
  void whatIsWrongIsSaid(String method, String body, int status, String message) throws Exception {
    if (status == 401) {
      assertThat(queue.statusWithoutToken(LIST)).isEqualTo(401);
      return;
    }
    HttpResponse<String> answer = queue.send(method, LIST, body);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(AdminQueue.json(answer).path("message").asText()).contains(message);
  }

  private JsonNode remove(String body) throws Exception {
    HttpResponse<String> answer = queue.send("DELETE", LIST, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return AdminQueue.json(answer);
  }
}
