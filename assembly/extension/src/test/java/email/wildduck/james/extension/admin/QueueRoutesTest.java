package email.wildduck.james.extension.admin;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.event.Event;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.zone.Deferral;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

class QueueRoutesTest {
  @RegisterExtension final AdminQueue queue = new AdminQueue();

  @Test
  void zonesTellCountsAgeAndPause() throws Exception {
    queue.queue("a@one.example", "b@two.example");
    queue.take();
    JsonNode paused = queue.post("/zones/slow/pause", "{\"reason\": \"looks odd\"}");
    assertThat(paused.path("reason").asText()).isEqualTo("looks odd");

    JsonNode zones = queue.get("/zones");

    assertThat(texts(zones, "name")).containsExactly("bulk", "default", "slow");
    JsonNode zone = zones.get(1);
    assertThat(zone.path("ready").asInt()).isEqualTo(1);
    assertThat(zone.path("leased").asInt()).isEqualTo(1);
    assertThat(zone.path("oldestSeconds").isNumber()).isTrue();
    assertThat(zone.has("paused")).isFalse();
    assertThat(zone.path("served").asBoolean()).isTrue();
    assertThat(zones.get(0).path("ready").asInt()).isZero();
    assertThat(zones.get(2).path("paused").path("reason").asText()).isEqualTo("looks odd");
    assertThat(zones.get(2).path("served").asBoolean()).isFalse();
    assertThat(queue.get("/zones/default")).isEqualTo(zone);
  }

  @Test
  void pausesAreListedAndEnded() throws Exception {
    queue.post("/zones/default/pause", "");
    queue.post("/domains/Example.NET/pause", "{\"reason\":\"asked for\"}");

    assertThat(texts(queue.get("/pauses"), "name")).containsExactly("default", "example.net");
    assertThat(queue.get("/domains/example.net").path("paused").path("kind").asText())
        .isEqualTo("domain");
    assertThat(queue.post("/zones/default/resume", "").path("resumed").asBoolean()).isTrue();
    assertThat(queue.post("/zones/default/resume", "").path("resumed").asBoolean()).isFalse();
    assertThat(texts(queue.get("/pauses"), "name")).containsExactly("example.net");
  }

  @Test
  void whatIsRemovedIsToldOfOneByOne() throws Exception {
    QueueId id = queue.queue("a@one.example", "b@two.example", "c@one.example");

    queue.delete("/messages/" + id + "/deliveries/002");
    queue.delete("/messages?domain=one.example");

    assertThat(queue.events())
        .extracting(Event::word)
        .containsExactly("DELETED", "DELETED", "DELETED");
    assertThat(queue.events())
        .extracting(Event::queueId)
        .startsWith(id + ".002")
        .containsExactlyInAnyOrder(id + ".001", id + ".002", id + ".003");
    assertThat(queue.events().get(0).facts())
        .containsEntry("to", "b@two.example")
        .containsEntry("response", "Deletion requested from API");
  }

  @Test
  void whatIsRemovedBeforeItsTimeIsNotTakenForCancelled() throws Exception {
    QueueId id = queue.queue("a@one.example", "b@two.example");
    queue.post("/messages/" + id + "/deliveries/001/defer", "{\"for\":\"2h\"}");

    queue.delete("/messages/" + id);

    assertThat(queue.endings().all()).containsExactly(id + ".001");
  }

  @Test
  void domainsWithMostDeliveriesComeFirst() throws Exception {
    queue.queue("a@one.example", "b@two.example", "c@two.example");

    JsonNode domains = queue.get("/domains?limit=1");

    assertThat(texts(domains, "name")).containsExactly("two.example");
    assertThat(domains.get(0).path("deliveries").asInt()).isEqualTo(2);
    assertThat(queue.get("/domains/two.example").path("ready").asInt()).isEqualTo(2);
  }

  @Test
  void messagesAreListedInPages() throws Exception {
    queue.queue("a@one.example", "b@two.example");
    queue.queueFrom("bob@example.com", "a@one.example");

    JsonNode first = queue.get("/messages?zone=default&limit=2");
    assertThat(texts(first.path("deliveries"), "recipient"))
        .containsExactly("a@one.example", "b@two.example");
    JsonNode second =
        queue.get("/messages?zone=default&limit=2&next=" + first.path("next").asText());
    assertThat(second.path("deliveries")).hasSize(1);
    assertThat(second.has("next")).isFalse();
    assertThat(queue.get("/messages?sender=bob@example.com&state=ready").path("deliveries"))
        .hasSize(1);
    assertThat(queue.get("/messages?domain=two.example").path("deliveries")).hasSize(1);
    assertThat(queue.get("/messages?state=deferred").path("deliveries")).isEmpty();
  }

  @Test
  void messageTellsItsHistory() throws Exception {
    QueueId id = queue.queue("a@one.example", "b@two.example", "c@three.example");
    queue
        .sending()
        .defer(
            queue.take(),
            Deferral.until(
                Instant.now().plus(Duration.ofHours(1)), "mx.one.example", "450 4.2.0 later"));
    queue.sending().finish(queue.take());
    queue.take();

    JsonNode message = queue.get("/messages/" + id);

    assertThat(message.path("from").asText()).isEqualTo("alice@example.com");
    assertThat(message.path("messageId").asText()).isEqualTo("<m@example.com>");
    assertThat(message.path("bodySize").asInt()).isEqualTo(13);
    JsonNode deferred = delivery(message, "deferred");
    assertThat(deferred.path("attempts").get(0).path("reply").asText())
        .isEqualTo("450 4.2.0 later");
    assertThat(deferred.path("attempts").get(0).path("node").asText())
        .startsWith("wildduck-james-");
    assertThat(deferred.path("why").asText()).startsWith("next attempt at ");
    assertThat(deferred.path("deferrals").asInt()).isEqualTo(1);
    JsonNode leased = delivery(message, "leased");
    assertThat(leased.path("leasedBy").asText()).startsWith("wildduck-james-");
    assertThat(leased.has("leasedUntil")).isTrue();
    assertThat(message.path("ended")).hasSize(1);
    assertThat(message.path("ended").get(0).path("why").asText()).contains(id.asString());
  }

  @Test
  void deliveryThatWentBackWithoutAnAttemptTellsWhy() throws Exception {
    QueueId id = queue.queue("a@one.example", "b@two.example");
    queue
        .sending()
        .postpone(
            queue.take(), "Waiting: one.example is left alone", Instant.now().plusSeconds(60));

    JsonNode message = queue.get("/messages/" + id);

    JsonNode postponed = delivery(message, "deferred");
    assertThat(postponed.path("why").asText())
        .contains("without an attempt: Waiting: one.example is left alone");
    assertThat(postponed.path("postponedReason").asText())
        .isEqualTo("Waiting: one.example is left alone");
    assertThat(postponed.has("postponedAt")).isTrue();
    assertThat(postponed.path("postponedBy").asText()).startsWith("wildduck-james-");
    assertThat(postponed.path("attempts")).isEmpty();
    assertThat(delivery(message, "ready").has("postponedReason")).isFalse();
  }

  @Test
  void oneDeliveryIsDeferredMovedTriedAndRemoved() throws Exception {
    QueueId id = queue.queue("a@one.example", "b@two.example");
    String delivery = "/messages/" + id + "/deliveries/002/";

    assertThat(queue.post(delivery + "defer", "{\"for\":\"2h\"}").path("changed").asInt())
        .isEqualTo(1);
    assertThat(states(id)).containsExactly("ready", "deferred");
    queue.post(delivery + "move", "{\"zone\":\"bulk\"}");
    queue.post(delivery + "try-now", "");
    assertThat(states(id)).containsExactly("ready", "ready");
    assertThat(texts(queue.get("/messages/" + id).path("deliveries"), "zone"))
        .containsExactly("default", "bulk");
    queue.post(delivery + "move", "{\"zone\":\"theirs\",\"force\":true}");
    assertThat(texts(queue.get("/messages/" + id).path("deliveries"), "why").get(1))
        .contains("serves no zone theirs");
    queue.delete("/messages/" + id + "/deliveries/002");
    assertThat(states(id)).containsExactly("ready");
    queue.delete("/messages/" + id);
    assertThat(queue.send("GET", "/messages/" + id, "").statusCode()).isEqualTo(404);
  }

  @Test
  void bounceIsAskedForAndLoggedWithWhoAskedForIt() throws Exception {
    QueueId id = queue.queue("a@one.example");
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(ActionLog.class);
    log.start();
    logger.addAppender(log);
    logger.setLevel(Level.INFO);

    queue.post("/messages/" + id + "/bounce", "{\"reason\":\"no such \\\"user\\\"\"}");

    assertThat(queue.take().delivery().bounceRequest()).contains("no such \"user\"");
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            id
                + " QUEUEADMIN action=bounce reason=\"no such \\\"user\\\"\" changed=1"
                + " login=root@example.com ip=127.0.0.1");
    logger.detachAppender(log);
  }

  @Test
  void whatSomebodyHoldsIsLeftAloneAndNamed() throws Exception {
    QueueId id = queue.queue("a@one.example", "b@two.example");
    queue.take();

    JsonNode answer = queue.post("/messages/" + id + "/try-now", "");

    assertThat(answer.path("matched").asInt()).isEqualTo(2);
    assertThat(answer.path("changed").asInt()).isEqualTo(1);
    assertThat(texts(answer.path("leftAlone"), "state")).containsExactly("leased");
    queue.take();
    var refused = queue.send("DELETE", "/messages/" + id, "");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(AdminQueue.json(refused).path("message").asText())
        .startsWith("nothing was done: " + id + ".001 leased: ")
        .contains("works on it, until");
  }

  @Test
  void allMessagesOfASenderAreRemovedAfterADryRun() throws Exception {
    queue.queueFrom("spam@example.com", "a@one.example", "b@two.example");
    queue.queueFrom("spam@example.com", "a@one.example");
    QueueId other = queue.queue("a@one.example");

    JsonNode dry = queue.delete("/messages?sender=spam@example.com&dryRun=true");
    assertThat(dry.path("changed").asInt()).isEqualTo(3);
    assertThat(queue.get("/zones/default").path("ready").asInt()).isEqualTo(4);
    JsonNode first = queue.delete("/messages?sender=spam@example.com&limit=2");
    JsonNode second =
        queue.delete(
            "/messages?sender=spam@example.com&limit=2&next=" + first.path("next").asText());

    assertThat(first.path("changed").asInt() + second.path("changed").asInt()).isEqualTo(3);
    assertThat(texts(queue.get("/messages").path("deliveries"), "queueId"))
        .containsExactly(other.asString());
  }

  @Test
  void whatWasSetAsideIsListedWithItsReasonAndTriedAgain() throws Exception {
    QueueId id = queue.queue("a@one.example");
    queue.sending().setAside(queue.take(), "no file");

    JsonNode found = queue.get("/messages?state=set-aside").path("deliveries");
    assertThat(texts(found, "setAsideReason")).containsExactly("no file");
    assertThat(queue.post("/messages/try-now?state=set-aside", "").path("changed").asInt())
        .isEqualTo(1);
    assertThat(states(id)).containsExactly("ready");
  }

  @Test
  void instanceThatIsGoneIsTakenOver() throws Exception {
    QueueId id = queue.queue("a@one.example");
    queue.set(id, "assigned", "zonemta-1");
    queue.set(id, "locked", true);

    assertThat(texts(queue.get("/instances"), "instance")).containsExactly("zonemta-1");
    assertThat(queue.send("POST", "/messages/" + id + "/try-now", "").statusCode()).isEqualTo(409);
    String body = "{\"instance\":\"zonemta-1\"}";
    assertThat(queue.post("/take-over?dryRun", body).path("deliveries").asInt()).isEqualTo(1);
    assertThat(states(id)).containsExactly("elsewhere");
    assertThat(queue.post("/take-over", body).path("deliveries").asInt()).isEqualTo(1);
    assertThat(states(id)).containsExactly("ready");
    assertThat(queue.send("POST", "/take-over", body).statusCode()).isEqualTo(404);
  }

  @Test
  void mailInTheSpoolIsShownAndLeftToJames() throws Exception {
    QueueId id = queue.queue("a@one.example");
    queue.set(id, "sendingZone", "james:spool");

    var refused = queue.send("DELETE", "/messages/" + id, "");

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("James' queue james:spool");
    assertThat(queue.get("/messages/" + id).path("ended")).isEmpty();
  }

  @Test
  void nothingIsAnsweredWithoutAToken() throws Exception {
    assertThat(queue.statusWithoutToken("/zones")).isEqualTo(401);
    assertThat(queue.statusWithoutToken("")).isEqualTo(401);
    assertThat(queue.statusWithoutToken("/messages/1a20922255b000ab2b")).isEqualTo(401);
  }

  @Test
  void databaseThatIsAwayIsToldAsUnavailable() throws Exception {
    queue.loseDatabase();

    var answer = queue.send("GET", "/zones", "");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(AdminQueue.json(answer).path("message").asText()).contains("does not answer");
  }

  private List<String> states(QueueId id) throws Exception {
    return texts(queue.get("/messages/" + id).path("deliveries"), "state");
  }

  private static JsonNode delivery(JsonNode message, String state) {
    return StreamSupport.stream(message.path("deliveries").spliterator(), false)
        .filter(delivery -> delivery.path("state").asText().equals(state))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> texts(JsonNode list, String field) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(element -> element.path(field).asText())
        .collect(Collectors.toList());
  }
}
