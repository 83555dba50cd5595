package email.wildduck.james.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

/** What is known of each recipient, who is numbered and occurs in one message only. */
final class Ledger {
  private final AtomicInteger next = new AtomicInteger();
  private final Set<String> accepted = new ConcurrentSkipListSet<>();
  private final Set<String> unanswered = new ConcurrentSkipListSet<>();
  private final Set<String> cancelled = new ConcurrentSkipListSet<>();
  private final Set<String> window = new ConcurrentSkipListSet<>();

  /** A recipient that nobody had before. */
  String newRecipient(String domain) {
    return "n" + next.incrementAndGet() + "@" + domain;
  }

  /** The server has taken responsibility for them. */
  void accepted(Collection<String> recipients) {
    accepted.addAll(recipients);
  }

  /** The server did not say whether it has: they may get the message, once, or not. */
  void unanswered(Collection<String> recipients) {
    unanswered.addAll(recipients);
  }

  /** The owner of the message does not want it to be delivered any more. */
  void cancelled(Collection<String> recipients) {
    cancelled.addAll(recipients);
  }

  /**
   * SMTP leaves open whether these have been delivered: a node was killed after it had sent them
   * the final dot and before it had written the reply down. They may get a second copy.
   */
  void inTheWindow(Collection<String> recipients) {
    window.addAll(recipients);
  }

  /** Everybody is accounted for, and nobody unknown has got anything. */
  void assertBalanced(World world, QueueView queue) {
    Map<String, Integer> copies = world.copies();
    Map<String, Integer> bounces = world.bounces();
    Set<String> queued = queue.recipients();
    Set<String> known = new TreeSet<>(accepted);
    known.addAll(unanswered);
    List<String> wrong = new ArrayList<>();
    for (String recipient : known) {
      int ends =
          copies.getOrDefault(recipient, 0)
              + bounces.getOrDefault(recipient, 0)
              + (cancelled.contains(recipient) ? 1 : 0)
              + (queued.contains(recipient) ? 1 : 0);
      int least = accepted.contains(recipient) ? 1 : 0;
      int most = window.contains(recipient) ? 2 : 1;
      if (ends < least || ends > most) {
        wrong.add(
            recipient
                + ": delivered "
                + copies.getOrDefault(recipient, 0)
                + ", bounced "
                + bounces.getOrDefault(recipient, 0)
                + (cancelled.contains(recipient) ? ", cancelled" : "")
                + (queued.contains(recipient) ? ", queued" : ""));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(known).containsAll(copies.keySet()).containsAll(bounces.keySet());
    assertThat(known).containsAll(queued);
  }
}
