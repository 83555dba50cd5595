package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;

/** Answers one command differently from, or in addition to, mongo-java-server. */
interface CommandAddition {

  /**
   * Answers a command. Runs under the lock of the database.
   *
   * @return the reply; it may hold live documents, the caller copies it
   */
  Document handle(CommandRequest request);
}
