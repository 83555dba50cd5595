package email.wildduck.james.core.sent;

import com.mongodb.client.MongoDatabase;
import java.util.Objects;

/** The databases that copies have to do with. Immutable. */
final class SentDatabases {
  private final MongoDatabase main;
  private final MongoDatabase users;
  private final MongoDatabase gridfs;
  private final MongoDatabase sender;

  SentDatabases(
      MongoDatabase main, MongoDatabase users, MongoDatabase gridfs, MongoDatabase sender) {
    this.main = Objects.requireNonNull(main);
    this.users = Objects.requireNonNull(users);
    this.gridfs = Objects.requireNonNull(gridfs);
    this.sender = Objects.requireNonNull(sender);
  }

  /** Messages and audits. */
  MongoDatabase main() {
    return main;
  }

  /** Who gets copies. */
  MongoDatabase users() {
    return users;
  }

  /** Audit copies. */
  MongoDatabase gridfs() {
    return gridfs;
  }

  /** Where copies wait. */
  MongoDatabase sender() {
    return sender;
  }
}
