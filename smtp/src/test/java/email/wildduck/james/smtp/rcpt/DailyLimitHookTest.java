package email.wildduck.james.smtp.rcpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.Vectors;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.james.core.MailAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DailyLimitHookTest {
  private static final Pattern LOG =
      Pattern.compile("(?<address>\\S+) sent=(?<sent>\\d+) allowed=(?<allowed>\\d+)");

  private final RcptFixture door = new RcptFixture(3);

  @AfterEach
  void close() {
    door.close();
  }

  /** Each RCPT of the vectors tells what was counted and the limit that it met. */
  @TestFactory
  Stream<DynamicTest> recipientsAreAcceptedAndDeniedAsInThePlugin() {
    return Vectors.cases("plugin-hooks.json", "recipientLimit")
        .filter(step -> LOG.matcher(step.path("log").path(0).asText()).find())
        .map(step -> dynamicTest(step.path("step").asText(), () -> play(step)));
  }

  private void play(JsonNode step) throws Exception {
    Matcher log = LOG.matcher(step.path("log").path(0).asText());
    assertThat(log.find()).isTrue();
    door.limitTo(Long.parseLong(log.group("allowed")));
    long counted = setCounter(step.path("redis"));
    assertThat(door.mail()).isEqualTo("250");
    for (long i = counted; i < Long.parseLong(log.group("sent")); i++) {
      door.rcpt("waiting" + i + "@example.net");
    }

    assertThat(door.rcpt(log.group("address")))
        .isEqualTo(
            step.path("smtp")
                .asText()
                .replaceFirst("^250 .*", "250")
                .replaceFirst("^550 ", "550 5.7.1 ")
                // There is no such time, so that ours says nothing of it.
                .replace(" Limit expires in -2 seconds", ""));
  }

  private long setCounter(JsonNode redis) {
    door.redis().del(door.counter());
    for (JsonNode counter : redis) {
      door.redis()
          .setex(door.counter(), counter.path("ttl").asLong(), counter.path("value").asText());
      return counter.path("value").asLong();
    }
    return 0;
  }

  @Test
  void repeatedRecipientIsTakenOnceEvenAtTheLimit() throws Exception {
    door.mail();
    for (String address : List.of("a@example.net", "b@example.net", "c@example.net")) {
      assertThat(door.rcpt(address)).isEqualTo("250");
    }

    assertThat(door.rcpt("A@Example.net")).isEqualTo("250");
    assertThat(door.rcpt("d@example.net")).startsWith("550 5.7.1 ");
    assertThat(door.recipients())
        .containsExactly(
            new MailAddress("b@example.net"),
            new MailAddress("c@example.net"),
            new MailAddress("A@Example.net"));
  }

  @Test
  void repeatedRecipientIsTakenAtTheLimitOfTheMessage() throws Exception {
    door.set("const:max:rcpt_to", "2");
    door.mail();
    door.rcpt("a@example.net");
    door.rcpt("b@example.net");

    assertThat(door.rcpt("c@example.net")).isEqualTo("452 4.5.3 Too many recipients");
    assertThat(door.rcpt("b@example.net")).isEqualTo("250");
    assertThat(door.recipients()).hasSize(2);
  }

  @Test
  void counterIsReadOnceForAMessage() throws Exception {
    door.mail();
    door.redis().set(door.counter(), "3");
    assertThat(door.rcpt("a@example.net")).isEqualTo("250");

    door.mail();
    assertThat(door.rcpt("a@example.net")).startsWith("550 ");
  }

  @Test
  void deniedRecipientsAreNotAccepted() throws Exception {
    door.redis().set(door.counter(), "3");
    door.mail();
    door.rcpt("a@example.net");

    assertThat(door.recipients()).isEmpty();
  }
}
