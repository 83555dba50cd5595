package email.wildduck.james.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.embedded.sink.ReceivedMail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which messages the outside world has received for the recipients of one domain. */
final class Ledger {
  /** The Message-ID of each mail that a recipient has got. */
  private final Map<String, List<String>> received = new TreeMap<>();

  private Ledger() {}

  static Ledger of(OutsideWorld outside, String domain) {
    Ledger ledger = new Ledger();
    for (ReceivedMail mail : outside.received()) {
      for (String recipient : mail.recipients()) {
        if (recipient.endsWith("@" + domain)) {
          ledger.received.computeIfAbsent(recipient, key -> new ArrayList<>()).add(messageId(mail));
        }
      }
    }
    return ledger;
  }

  private static String messageId(ReceivedMail mail) {
    try {
      return RawMessage.parse(ByteSource.of(mail.content().bytes()))
          .headers()
          .first("Message-ID")
          .map(HeaderField::value)
          .orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each of these recipients, of which no message is for two, has got one mail; nobody else. */
  void assertEachOnce(Collection<String> recipients) {
    assertThat(received.keySet()).containsExactlyInAnyOrderElementsOf(recipients);
    assertThat(received).allSatisfy((recipient, ids) -> assertThat(ids).as(recipient).hasSize(1));
    assertThat(received.values().stream().flatMap(List::stream)).doesNotHaveDuplicates();
  }
}
