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

/** Which messages the outside world has received for some recipients. */
final class Ledger {
  /** The Message-ID of each mail that a recipient has got. */
  private final Map<String, List<String>> received = new TreeMap<>();

  private Ledger() {}

  /**
   * What has arrived so far.
   *
   * @param suffix how the addresses of the recipients end
   */
  static Ledger of(OutsideWorld outside, String suffix) {
    Ledger ledger = new Ledger();
    for (ReceivedMail mail : outside.received()) {
      for (String recipient : mail.recipients()) {
        if (recipient.endsWith(suffix)) {
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

  /** Each of these recipients has got one mail, and nobody else any. */
  void assertEachOnce(Collection<String> recipients) {
    assertThat(received.keySet()).containsExactlyInAnyOrderElementsOf(recipients);
    assertThat(received).allSatisfy((recipient, ids) -> assertThat(ids).as(recipient).hasSize(1));
  }

  /** How many different messages there are. */
  long messages() {
    return received.values().stream().flatMap(List::stream).distinct().count();
  }
}
