package email.wildduck.james.extension.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PoolRoutesTest {
  @RegisterExtension final AdminQueue queue = new AdminQueue();

  @Test
  void poolsShowSharesAndWhereWarmUpIs() throws Exception {
    JsonNode pool = queue.get("/pools").get(0);

    JsonNode usual = pool.get("addresses").get(0);
    JsonNode warming = pool.get("addresses").get(1);
    assertThat(pool.get("pool").asText()).isEqualTo("main");
    assertThat(usual.get("ip").asText()).isEqualTo("127.0.0.2");
    assertThat(usual.get("name").asText()).isEqualTo("two.example.com");
    assertThat(usual.get("share").asDouble()).isEqualTo(0.9);
    assertThat(usual.get("disabled").asBoolean()).isFalse();
    assertThat(usual.has("warmup")).isFalse();
    assertThat(warming.get("name").asText()).isEqualTo("mta.example.com");
    assertThat(warming.get("warmup").get("start").asText()).isEqualTo("2020-01-01");
    assertThat(warming.get("warmup").get("today").toString())
        .isEqualTo("[{\"site\":\"*\",\"sent\":0},{\"site\":\"google.com\",\"sent\":0}]");
  }

  @Test
  void addressIsTakenOutOfUseAndBack() throws Exception {
    assertThat(queue.post("/addresses/127.0.0.3/disable", "{\"reason\":\"x\"}").get("disabled"))
        .isEqualTo(queue.get("/pools").get(0).get("addresses").get(1).get("disabled"));
    assertThat(queue.restraint().disabled().isDisabled("127.0.0.3")).isTrue();

    queue.post("/addresses/127.0.0.3/enable", "");

    assertThat(queue.restraint().disabled().isDisabled("127.0.0.3")).isFalse();
  }

  @Test
  void lastAddressStaysInUse() throws Exception {
    queue.post("/addresses/127.0.0.3/disable", "");

    HttpResponse<String> refusal = queue.send("POST", "/addresses/127.0.0.2/disable", "");

    assertThat(refusal.statusCode()).isEqualTo(409);
    assertThat(refusal.body()).contains("is the last address of its family in the pool main");
  }

  @Test
  void addressOfNoPoolIsNotFound() throws Exception {
    assertThat(queue.send("POST", "/addresses/127.0.0.9/disable", "").statusCode()).isEqualTo(404);
  }

  @Test
  void blocksOfSitesAreShown() throws Exception {
    queue.restraint().disabled().block("127.0.0.2", "google.com", "550 5.7.1 blocked");

    JsonNode block = queue.get("/pools").get(0).get("addresses").get(0).get("blockedBy").get(0);

    assertThat(block.get("site").asText()).isEqualTo("google.com");
    assertThat(block.get("reply").asText()).isEqualTo("550 5.7.1 blocked");
  }

  @Test
  void siteThatIsInNoPauseIsNotResumed() throws Exception {
    assertThat(queue.get("/sites").isEmpty()).isTrue();
    assertThat(queue.post("/sites/google.com/resume", "").get("resumed").asBoolean()).isFalse();
  }
}
