package email.wildduck.james.queue.model;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.queue.id.QueueId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What has to become of each message, whatever happens in between. */
final class QueueModel {
  private final Map<QueueId, List<String>> recipients = new HashMap<>();
  private final Set<QueueId> accepted = new HashSet<>();
  private final Set<QueueId> refused = new HashSet<>();
  private final Set<QueueId> cancelled = new HashSet<>();
  private final Set<QueueId> perhapsCancelled = new HashSet<>();
  private final Map<String, Integer> delivered = new HashMap<>();

  /** A client begins to send a message. */
  void offered(QueueId id, List<String> to) {
    recipients.put(id, to);
  }

  /** The client was told that it is queued. */
  void accepted(QueueId id) {
    accepted.add(id);
  }

  /** The node died before the commit point. */
  void refused(QueueId id) {
    refused.add(id);
  }

  /** The owner has cancelled, and nothing was left. */
  void cancelled(QueueId id) {
    cancelled.add(id);
  }

  /** The owner has cancelled while some of it was being worked on. */
  void perhapsCancelled(QueueId id) {
    perhapsCancelled.add(id);
  }

  /** A delivery was ended by somebody who held it. */
  void delivered(QueueId id, String recipient) {
    String name = id + " " + recipient;
    assertThat(refused).as("delivered though never accepted").doesNotContain(id);
    assertThat(cancelled).as("delivered though cancelled").doesNotContain(id);
    assertThat(delivered.merge(name, 1, Integer::sum))
        .as("times that %s was delivered", name)
        .isOne();
  }

  /** The sender was told of a failure, perhaps after he has cancelled what was left. */
  void reported(QueueId id, String recipient) {
    String name = id + " " + recipient;
    assertThat(refused).as("reported though never accepted").doesNotContain(id);
    assertThat(delivered.merge(name, 1, Integer::sum))
        .as("times that %s was delivered or reported", name)
        .isOne();
  }

  List<QueueId> known() {
    return recipients.keySet().stream()
        .sorted((a, b) -> a.asString().compareTo(b.asString()))
        .toList();
  }

  List<String> recipientsOf(QueueId id) {
    return recipients.get(id);
  }

  /** To be called when everything that could be done was done. */
  void assertNothingLost() {
    for (QueueId id : accepted) {
      if (!cancelled.contains(id) && !perhapsCancelled.contains(id)) {
        for (String recipient : recipients.get(id)) {
          assertThat(delivered).as("nothing is lost").containsKey(id + " " + recipient);
        }
      }
    }
  }
}
