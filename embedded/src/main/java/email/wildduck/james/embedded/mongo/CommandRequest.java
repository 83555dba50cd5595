package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;

/**
 * One command of a client.
 *
 * @param channel the client's connection
 * @param database the database it is addressed to
 * @param command its name as the client wrote it, which is also the body's first field
 * @param body the whole command
 */
record CommandRequest(Channel channel, String database, String command, Document body) {

  /** The collection the command works on. */
  String collection() {
    return String.valueOf(body.get(command));
  }

  /** Another command on the same connection and database. */
  CommandRequest with(Document otherBody) {
    return new CommandRequest(channel, database, otherBody.keySet().iterator().next(), otherBody);
  }
}
