package email.wildduck.james.delivery.source;

import email.wildduck.james.delivery.share.Note;
import email.wildduck.james.delivery.share.Notes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Addresses that are not used for now, on all nodes: those that an administrator has disabled, and
 * those that a site has on a block list, for that site. Thread-safe.
 *
 * <p>Notes are named {@code <ip>} and {@code <ip> <site>}.
 */
public final class DisabledAddresses {
  /** Until an administrator enables it again. */
  private static final Instant FOR_GOOD = Instant.parse("9999-01-01T00:00:00Z");

  private final Notes notes;
  private final Duration blockedFor;
  private final Clock clock;

  /**
   * @param blockedFor how long an address is not used for a site that has it on a block list
   */
  public DisabledAddresses(Notes notes, Duration blockedFor, Clock clock) {
    this.notes = notes;
    this.blockedFor = blockedFor;
    this.clock = clock;
  }

  /** Whether an address is not to be used for a site. */
  public boolean contains(String ip, String site) {
    return holds(ip) || holds(nameOf(ip, site));
  }

  private boolean holds(String name) {
    return notes.find(name).filter(note -> clock.instant().isBefore(note.until())).isPresent();
  }

  /** The site has the address on a block list. */
  public void block(String ip, String site, String reply) {
    if (!blockedFor.isZero()) {
      notes.put(nameOf(ip, site), new Note(clock.instant().plus(blockedFor), 1, reply));
    }
  }

  /** Uses an address no more, for any site. */
  public void disable(String ip, String reason) {
    notes.put(ip, new Note(FOR_GOOD, 1, reason));
  }

  /** Uses an address again, for all sites. False when it was used anyway. */
  public boolean enable(String ip) {
    List<String> names =
        notes.all().keySet().stream().filter(ofAddress(ip)).collect(Collectors.toList());
    names.forEach(notes::remove);
    return !names.isEmpty();
  }

  /** Whether an administrator has disabled it. */
  public boolean isDisabled(String ip) {
    return holds(ip);
  }

  /** The sites that have an address on a block list, and the note of each. */
  public Map<String, Note> sitesBlocking(String ip) {
    Map<String, Note> sites = new TreeMap<>();
    Instant now = clock.instant();
    notes
        .all()
        .forEach(
            (name, note) -> {
              if (name.startsWith(ip + " ") && now.isBefore(note.until())) {
                sites.put(name.substring(ip.length() + 1), note);
              }
            });
    return sites;
  }

  private static Predicate<String> ofAddress(String ip) {
    return name -> name.equals(ip) || name.startsWith(ip + " ");
  }

  private static String nameOf(String ip, String site) {
    return ip + " " + site;
  }
}
