package email.wildduck.james.matchers;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.queue.mail.Submission;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.base.MailAddressFixture;
import org.apache.mailet.base.test.FakeMail;
import org.junit.jupiter.api.Test;

class SubmittedByWildDuckUserTest {
  private final SubmittedByWildDuckUser matcher = new SubmittedByWildDuckUser();
  private final FakeMail mail;

  SubmittedByWildDuckUserTest() throws Exception {
    mail =
        FakeMail.builder()
            .name("19a1b2c3d4e00012f3")
            .recipients(MailAddressFixture.ANY_AT_JAMES, MailAddressFixture.OTHER_AT_JAMES)
            .build();
  }

  @Test
  void allRecipientsMatchWhenAUserSubmittedTheMail() {
    new Submission(mail.getName(), "5f0000000000000000000001", "alice", "alice").writeTo(mail);

    assertThat(matcher.match(mail))
        .containsExactlyInAnyOrder(
            MailAddressFixture.ANY_AT_JAMES, MailAddressFixture.OTHER_AT_JAMES);
  }

  @Test
  void nobodyMatchesWhenTheMailDidNotComeThroughTheFrontDoor() {
    mail.setAttribute(new Attribute(Mail.SMTP_AUTH_USER, AttributeValue.of("alice")));

    assertThat(matcher.match(mail)).isEmpty();
  }

  @Test
  void nobodyMatchesWhenTheUserIsMissing() {
    mail.setAttribute(Attribute.convertToAttribute("wildduck.queueId", mail.getName()));

    assertThat(matcher.match(mail)).isEmpty();
  }
}
