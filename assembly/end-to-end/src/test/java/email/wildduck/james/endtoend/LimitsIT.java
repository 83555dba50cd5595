package email.wildduck.james.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.endtoend.wildduck.ApiRefusal;
import email.wildduck.james.endtoend.wildduck.WildDuckUser;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Recipients of the day are counted together, whoever took the message. */
@ExtendWith(SharedMailSuite.class)
class LimitsIT {
  private static final int DAY = 86_400;
  private static final String RECIPIENTS_OF_A_MESSAGE = "const:max:rcpt_to";

  private final MailSuite suite;
  private final Submission submission;

  LimitsIT(MailSuite suite) {
    this.suite = suite;
    this.submission = new Submission(suite.server());
  }

  @Test
  void wildDuckShowsTheRecipientsWhenTheyWereSentToHere() throws Exception {
    WildDuckUser user = userWithLimit(10);
    assertUsed(user, 0);

    assertThat(submission.send(user, recipients(3)).code()).isEqualTo(250);
    assertUsed(user, 3);
    assertThat(submission.send(user, recipients(2)).code()).isEqualTo(250);

    assertUsed(user, 5);
    assertThat(user.recipients().path("allowed").asInt()).isEqualTo(10);
    assertThat(user.recipients().path("ttl").asInt()).isBetween(DAY - 600, DAY);
  }

  @Test
  void recipientsAreAddedUpWhenWildDuckSendsToo() throws Exception {
    WildDuckUser user = userWithLimit(10);

    submission.send(user, recipients(2));
    user.submit(recipients(1));
    submission.send(user, recipients(1));
    user.submit(recipients(3));

    assertUsed(user, 7);
  }

  @Test
  void theServerRefusesWhenWildDuckHasCountedUpToTheLimit() throws Exception {
    WildDuckUser user = userWithLimit(4);
    user.submit(recipients(3));

    assertThat(submission.send(user, recipients(2)).toString())
        .startsWith("550 5.7.1 You reached a daily sending limit for your account.");
    assertUsed(user, 3);
    assertThat(submission.send(user, recipients(1)).code()).isEqualTo(250);
    assertThat(submission.send(user, recipients(1)).code()).isEqualTo(550);
    assertUsed(user, 4);
  }

  @Test
  void wildDuckRefusesWhenTheServerHasCountedUpToTheLimit() throws Exception {
    WildDuckUser user = userWithLimit(3);
    submission.send(user, recipients(3));

    assertThatThrownBy(() -> user.submit(recipients(1)))
        .isInstanceOf(ApiRefusal.class)
        .hasMessageContaining("daily sending limit");
    assertUsed(user, 3);
  }

  /** WildDuck forgets the counter then. */
  @Test
  void theCountStartsAnewWhenTheLimitWasChanged() throws Exception {
    WildDuckUser user = userWithLimit(1);
    submission.send(user, recipients(1));
    assertThat(submission.send(user, recipients(1)).code()).isEqualTo(550);

    user.update(Map.of("recipients", 2));

    assertThat(submission.send(user, recipients(2)).code()).isEqualTo(250);
    assertUsed(user, 2);
    assertThat(submission.send(user, recipients(1)).code()).isEqualTo(550);
  }

  @Test
  void theNumberForOneMessageCountsWhenItWasChangedInWildDuck() throws Exception {
    WildDuckUser user = userWithLimit(1000);
    assertThat(submission.send(user, recipients(3)).code()).isEqualTo(250);
    try {
      suite.api().changeSetting(RECIPIENTS_OF_A_MESSAGE, 2);

      awaitReply(user, 452);
    } finally {
      suite.api().changeSetting(RECIPIENTS_OF_A_MESSAGE, 400);
    }
    awaitReply(user, 250);
  }

  /** Settings are kept for a while. */
  private void awaitReply(WildDuckUser user, int code) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> assertThat(submission.send(user, recipients(3)).code()).isEqualTo(code));
  }

  private WildDuckUser userWithLimit(int recipients) {
    return suite.api().createUser(Map.of("recipients", recipients));
  }

  private static String[] recipients(int number) {
    return Stream.generate(Submission::recipient).limit(number).toArray(String[]::new);
  }

  private static void assertUsed(WildDuckUser user, int recipients) {
    JsonNode shown = user.recipients();
    assertThat(shown.path("used").asInt()).isEqualTo(recipients);
  }
}
