package email.wildduck.james.core.account;

import email.wildduck.james.core.error.TemporaryFailureException;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes accepted logins where WildDuck keeps them. Thread-safe. */
final class LoginBook {
  private static final Logger LOG = LoggerFactory.getLogger(LoginBook.class);

  private final AuthLog log;
  private final LoginNotes notes;

  LoginBook(AuthLog log, LoginNotes notes) {
    this.log = log;
    this.notes = notes;
  }

  /**
   * Logs the logins, and notes the last one in the account or the password. When only the second
   * fails that is logged, and left to the next login.
   *
   * @throws TemporaryFailureException if MongoDB does not answer; as far as is known nothing was
   *     written
   */
  void write(AcceptedLogins logins) {
    Optional<ObjectId> entry = log.record(logins.event(), logins.times());
    try {
      notes.note(logins, entry);
    } catch (TemporaryFailureException e) {
      LOG.warn("Cannot note the login of user {}", logins.account().id(), e);
    }
  }
}
