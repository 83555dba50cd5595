package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;

/**
 * The handshake under its newer name: what isMaster answers, and that we take writes. The field
 * {@code embedded} tells a server that must not keep real mail here where it is.
 */
final class HelloCommand implements CommandAddition {

  private final CommandRunner plain;

  HelloCommand(CommandRunner plain) {
    this.plain = plain;
  }

  @Override
  public Document handle(CommandRequest request) {
    return plain
        .run(request.with(new Document("ismaster", 1)))
        .append("isWritablePrimary", true)
        .append("readOnly", false)
        .append("embedded", true);
  }
}
