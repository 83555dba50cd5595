package email.wildduck.james.smtp.data;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.smtp.TestClients;
import email.wildduck.james.smtp.auth.TestSubmissionUsers;
import java.net.InetAddress;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.smtpserver.ExtendedSMTPSession;
import org.junit.jupiter.api.Test;

class SubmissionReceivedFilterTest {

  @Test
  void fieldSaysWhoSentHowAndForWhomWhenThereIsOneRecipient() throws Exception {
    ExtendedSMTPSession session = ReceivedField.session(TestClients.IPV4, true, "laptop.local");
    TestSubmissionUsers.logIn(session, "alice[alice@example.com]");
    ReceivedField.addRecipients(session, "bob@example.org");

    assertThat(ReceivedField.trimmed(session))
        .containsExactly(
            "Received: from laptop.local ([192.0.2.10])",
            "(Authenticated sender: alice[alice@example.com])",
            "by mail.example.com with ESMTPSA id 19a1b2c3d4e00012f3",
            "for <bob@example.org>",
            "(version=TLSv1.3 cipher=TLS_AES_256_GCM_SHA384);",
            "Mon, 23 Nov 2026 15:54:43 +0000");
  }

  @Test
  void fieldNamesNoRecipientWhenThereAreSeveral() throws Exception {
    ExtendedSMTPSession session = ReceivedField.session(TestClients.IPV4, true, "laptop.local");
    ReceivedField.addRecipients(session, "bob@example.org", "hidden@example.org");

    assertThat(ReceivedField.trimmed(session)).noneMatch(line -> line.contains("example.org"));
  }

  @Test
  void fieldNamesNoRecipientThatNotEveryReaderKnowsOrThatMakesNoLine() throws Exception {
    for (String recipient :
        new String[] {"utf8==C3=BC@example.org", "x".repeat(900) + "@example.org"}) {
      ExtendedSMTPSession session = ReceivedField.session(TestClients.IPV4, true, "laptop.local");
      ReceivedField.addRecipients(session, recipient);

      assertThat(ReceivedField.trimmed(session)).noneMatch(line -> line.contains("example.org"));
    }
  }

  @Test
  void protocolIsPlainWhenThereIsNeitherTlsNorUser() {
    ExtendedSMTPSession session = ReceivedField.session(TestClients.IPV4, false, "x");
    session.setAttachment(SMTPSession.CURRENT_HELO_MODE, "HELO", State.Connection);

    assertThat(ReceivedField.trimmed(session))
        .contains("by mail.example.com with SMTP id 19a1b2c3d4e00012f3;");
  }

  @Test
  void literalIsTaggedWhenTheClientHasAnIpv6Address() {
    ExtendedSMTPSession session = ReceivedField.session(TestClients.IPV6, true, "x");

    assertThat(ReceivedField.trimmed(session))
        .contains("Received: from x ([IPv6:2001:db8:0:0:0:0:0:1])");
  }

  @Test
  void addressOfTheClientIsToldAboveUnlessItIsThisHost() throws Exception {
    assertThat(ReceivedField.allLines(ReceivedField.session(TestClients.IPV4, true, "x")).get(0))
        .isEqualTo("X-Originating-IP: [" + TestClients.IPV4.getHostAddress() + "]\r\n");
    assertThat(
            ReceivedField.allLines(
                ReceivedField.session(InetAddress.getLoopbackAddress(), true, "x")))
        .noneMatch(line -> line.startsWith("X-"));
  }
}
