package email.wildduck.james.core.audit;

import email.wildduck.james.core.cache.JustRead;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.bson.types.ObjectId;

/**
 * Who is audited, as it was read a second ago at most: one query a second for all messages, where
 * most users are never audited. Thread-safe.
 */
final class AuditedUsers {
  private final RunningAudits audits;
  private final Clock clock;
  private volatile Optional<JustRead<Predicate<ObjectId>>> known = Optional.empty();

  AuditedUsers(RunningAudits audits, Clock clock) {
    this.audits = audits;
    this.clock = clock;
  }

  /** False when the user certainly has no audit that runs. */
  boolean mayInclude(ObjectId user) {
    return current().orElseGet(this::read).test(user);
  }

  private Optional<Predicate<ObjectId>> current() {
    Instant now = clock.instant();
    return known.filter(read -> read.isGoodAt(now)).map(JustRead::value);
  }

  /** One thread reads; those that wait for it use what it has read. */
  private synchronized Predicate<ObjectId> read() {
    Optional<Predicate<ObjectId>> readMeanwhile = current();
    if (readMeanwhile.isPresent()) {
      return readMeanwhile.get();
    }
    Instant now = clock.instant();
    Predicate<ObjectId> users = audits.runningUsersAt(now);
    known = Optional.of(new JustRead<>(users, now));
    return users;
  }
}
