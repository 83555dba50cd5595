package email.wildduck.james.delivery.limit;

import email.wildduck.james.core.config.SitesConfiguration;
import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.FailureCause;
import email.wildduck.james.delivery.attempt.Login;
import email.wildduck.james.delivery.attempt.Stage;
import email.wildduck.james.delivery.connect.Connector;
import email.wildduck.james.delivery.share.Note;
import email.wildduck.james.delivery.share.Notes;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Targets that could not be reached from a zone: for some minutes, more of them after a connection
 * that was not answered, other deliveries of all nodes fail as that one did ({@code
 * spec/delivery.md} §7), instead of waiting for the same. A success ends that. Thread-safe.
 *
 * <p>A node tells the others of a failure only when it has reached somebody since the one before:
 * one that has lost its network must not stop the mail of all. Each node remembers all of its own.
 */
final class FailedConnects {
  private static final int LARGEST = 10_000;

  /** Each node reads all of these every few seconds. */
  private static final int MOST_SHARED = 1000;

  private static final Pattern STORED =
      Pattern.compile("(4\\d\\d) (4\\.\\d{1,3}\\.\\d{1,3}) ([ -~]+)");

  private final SitesConfiguration times;
  private final Notes shared;
  private final Clock clock;
  private final Map<String, Note> unshared = new ConcurrentHashMap<>();
  private final AtomicBoolean reachedSomebody = new AtomicBoolean(true);

  FailedConnects(SitesConfiguration times, Notes shared, Clock clock) {
    this.times = times;
    this.shared = shared;
    this.clock = clock;
  }

  /** How another delivery from that zone to that target failed a short time ago. */
  Optional<Failure> find(DeliveryRequest request) {
    String key = key(request);
    return Optional.ofNullable(unshared.get(key))
        .or(() -> shared.find(key))
        .filter(note -> clock.instant().isBefore(note.until()))
        .flatMap(FailedConnects::failureOf);
  }

  /** What came of a delivery. One that came to no connection for another reason says nothing. */
  void note(DeliveryRequest request, Optional<Failure> failure) {
    String key = key(request);
    Optional<Failure> unreachable = failure.filter(FailedConnects::isWithoutConnection);
    if (unreachable.isPresent()) {
      remember(key, unreachable.get().response());
      return;
    }
    if (failure.isPresent() && !isAfterConnection(failure.get())) {
      return;
    }
    reachedSomebody.set(true);
    unshared.remove(key);
    if (shared.find(key).isPresent()) {
      shared.remove(key);
    }
  }

  private void remember(String key, String response) {
    Instant now = clock.instant();
    boolean unanswered = response.endsWith(Connector.TIMED_OUT);
    Instant end = now.plus(unanswered ? times.unansweredTtl() : times.refusedTtl());
    Note note = new Note(end, 1, response);
    if (!end.isAfter(now)) {
      return;
    }
    if (reachedSomebody.getAndSet(false) && shared.all().size() < MOST_SHARED) {
      shared.put(key, note);
    } else {
      keepHere(key, note, now);
    }
  }

  private void keepHere(String key, Note note, Instant now) {
    if (unshared.size() >= LARGEST) {
      unshared.values().removeIf(known -> !now.isBefore(known.until()));
    }
    unshared.put(key, note);
  }

  private static boolean isWithoutConnection(Failure failure) {
    return failure.cause() == FailureCause.NETWORK && failure.stage() == Stage.CONNECT;
  }

  /** What DNS, a rule or an error of ours has stopped may have reached nobody. */
  private static boolean isAfterConnection(Failure failure) {
    return failure.cause() == FailureCause.REPLY
        || failure.cause() == FailureCause.NETWORK && failure.stage().compareTo(Stage.CONNECT) > 0;
  }

  /** Without a host: none was tried this time. */
  private static Optional<Failure> failureOf(Note note) {
    Matcher stored = STORED.matcher(note.text());
    return stored.matches()
        ? Optional.of(
            Failure.found(
                FailureCause.NETWORK,
                Stage.CONNECT,
                SmtpReply.of(Integer.parseInt(stored.group(1)), stored.group(2), stored.group(3))))
        : Optional.empty();
  }

  private static String key(DeliveryRequest request) {
    return request.zone()
        + " "
        + request.target()
        + " "
        + request.target().login().map(Login::user).orElse("");
  }
}
