package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;

/** Runs a command as mongo-java-server does, without any addition. */
@FunctionalInterface
interface CommandRunner {

  Document run(CommandRequest request);
}
