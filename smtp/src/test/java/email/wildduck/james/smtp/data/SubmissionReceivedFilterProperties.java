package email.wildduck.james.smtp.data;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.smtp.TestClients;
import email.wildduck.james.smtp.auth.TestSubmissionUsers;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.james.smtpserver.ExtendedSMTPSession;

/** Whatever a client calls itself, it writes nothing of its own into the header. */
class SubmissionReceivedFilterProperties {
  /** What a line may have, without its end (RFC 5322 §2.1.1). */
  private static final int MAX_LINE_LENGTH = 998;

  @Property
  void fieldHasItsOwnLinesOnlyWhateverTheNamesAre(
      @ForAll("names") String helo, @ForAll("names") String sender) {
    ExtendedSMTPSession session = ReceivedField.session(TestClients.IPV4, true, helo);
    TestSubmissionUsers.logIn(session, sender);

    List<String> lines = ReceivedField.lines(session);

    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).startsWith("Received: from ").endsWith(" ([192.0.2.10])\r\n");
    assertThat(lines.subList(1, 5)).allMatch(line -> line.matches("[ \\t].*\r\n"));
    assertThat(lines)
        .allMatch(line -> line.matches("[\\t\\x20-\\x7e]*\r\n"))
        .allMatch(line -> line.length() <= MAX_LINE_LENGTH + 2);
  }

  @Property
  void nameStaysOneWordWithoutCommentsWhateverItIs(@ForAll("names") String helo) {
    String first = ReceivedField.lines(ReceivedField.session(TestClients.IPV4, true, helo)).get(0);
    String name =
        first.substring(
            "Received: from ".length(), first.length() - " ([192.0.2.10])\r\n".length());

    assertThat(name).matches("[\\x21-\\x27\\x2a-\\x7e]+");
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(60),
        Arbitraries.strings().withChars("a \t\r\n():;<>\"\\\0\u007f\u00e9").ofMaxLength(60),
        Arbitraries.strings().alpha().ofMinLength(900).ofMaxLength(1100),
        Arbitraries.of(
            "x\r\nBcc: victim@example.net", "x) by y (", "x\r\n\r\nbody", "\r\n.\r\n", ""));
  }
}
