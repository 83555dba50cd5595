package email.wildduck.james.core.account;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import email.wildduck.james.core.error.TemporaryFailureException;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * Notes when an account, or an application-specific password, was used last: {@code lastLogin} with
 * {@code time}, {@code authEvent}, {@code ip} in {@code users}; {@code used}, {@code authEvent},
 * {@code authIp} and, if the password has a {@code ttl}, {@code expires} in {@code asps}. What is
 * noted there of a later use, by whomever, stays. Thread-safe.
 */
final class LoginNotes {
  private final MongoCollection<Document> users;
  private final MongoCollection<Document> passwords;

  /**
   * @param database the database with {@code users} and {@code asps}
   */
  LoginNotes(MongoDatabase database) {
    this.users = database.getCollection("users");
    this.passwords = database.getCollection("asps");
  }

  /**
   * Notes the last of these logins.
   *
   * @param event the entry in the authentication log, if there is one
   * @throws TemporaryFailureException if MongoDB does not answer
   */
  void note(AcceptedLogins logins, Optional<ObjectId> event) {
    Date time = Date.from(logins.times().last());
    Object eventId = event.<Object>map(id -> id).orElse(false);
    try {
      if (logins.password().isPresent()) {
        noteUse(logins.password().get(), time, eventId, logins.ip());
      } else {
        noteLogin(logins.account(), time, eventId, logins.ip());
      }
    } catch (MongoException e) {
      throw new TemporaryFailureException("Cannot note a login in MongoDB", e);
    }
  }

  private void noteLogin(Account account, Date time, Object event, String ip) {
    Document login = new Document("time", time).append("authEvent", event).append("ip", ip);
    users.updateOne(
        unlessLater(account.id(), "lastLogin.time", time), set(new Document("lastLogin", login)));
  }

  private void noteUse(ApplicationPassword password, Date time, Object event, String ip) {
    Document use = new Document("used", time).append("authEvent", event).append("authIp", ip);
    password.ttl().ifPresent(ttl -> use.append("expires", Date.from(time.toInstant().plus(ttl))));
    passwords.updateOne(unlessLater(password.id(), "used", time), set(use));
  }

  /** Also when the field is missing or, as in WildDuck before the first time, {@code false}. */
  private static Bson unlessLater(ObjectId id, String field, Date time) {
    return Filters.and(Filters.eq("_id", id), Filters.not(Filters.gt(field, time)));
  }

  private static Document set(Document fields) {
    return new Document("$set", fields);
  }
}
