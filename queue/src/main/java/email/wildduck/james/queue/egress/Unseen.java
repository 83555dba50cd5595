package email.wildduck.james.queue.egress;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What may wait in the database, as far as the last looks have told; so that nobody looks where
 * nothing can be. Whatever may have brought something makes all of it unknown again. Thread-safe.
 */
final class Unseen {
  private final Set<String> leftOut = new HashSet<>();
  private final Set<String> empty = new HashSet<>();
  private boolean anything = true;
  private long changes;

  /** There may be something now: for whichever domain. */
  synchronized void mayBeAnything() {
    anything = true;
    leftOut.clear();
    empty.clear();
    changes++;
  }

  /** Where a look begins, which will not know of what is queued while it lasts. */
  synchronized long mark() {
    return changes;
  }

  /** A look for all domains but some has found all there was. */
  synchronized void nothingMore(long mark, Set<String> domainsLeftOut) {
    if (mark != changes) {
      return;
    }
    Set<String> names = namesOf(domainsLeftOut);
    if (anything) {
      leftOut.addAll(names);
      leftOut.removeAll(empty);
      empty.clear();
      anything = false;
    } else {
      leftOut.retainAll(names);
    }
  }

  /** A look for some domains has found all there was. */
  synchronized void nothingMoreFor(long mark, Set<String> domains) {
    if (mark != changes) {
      return;
    }
    Set<String> names = namesOf(domains);
    leftOut.removeAll(names);
    if (anything) {
      empty.addAll(names);
    }
  }

  /** Whether there may be something for a domain that was left out of the last look. */
  synchronized boolean isLeftOut(String domain) {
    return leftOut.contains(domain.toLowerCase(Locale.ROOT));
  }

  /** Whether a place that becomes free is worth a look. */
  synchronized boolean isWorthALook() {
    return anything || !leftOut.isEmpty();
  }

  /** Whether there may be something for other domains than these. */
  synchronized boolean isWorthALookWithout(Set<String> domains) {
    return anything || !namesOf(domains).containsAll(leftOut);
  }

  /** Whether there may be something for one of these domains. */
  synchronized boolean isWorthALookFor(Set<String> domains) {
    return namesOf(domains).stream()
        .anyMatch(name -> leftOut.contains(name) || (anything && !empty.contains(name)));
  }

  private static Set<String> namesOf(Collection<String> spellings) {
    return spellings.stream()
        .map(spelling -> spelling.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }
}
