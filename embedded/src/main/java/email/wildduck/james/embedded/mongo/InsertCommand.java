package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;

/** An insert that is ordered unless told otherwise, and counts only what it inserted. */
final class InsertCommand implements CommandAddition {

  private final CommandRunner plain;

  InsertCommand(CommandRunner plain) {
    this.plain = plain;
  }

  @Override
  public Document handle(CommandRequest request) {
    Document body = request.body().clone();
    body.putIfAbsent("ordered", true);
    Document reply = plain.run(request.with(body));
    if (reply.get("writeErrors") instanceof List<?> errors) {
      Document first = (Document) errors.get(0);
      int all = ((List<?>) body.get("documents")).size();
      boolean stopped = Boolean.TRUE.equals(body.get("ordered"));
      reply.put("n", stopped ? first.get("index") : all - errors.size());
    }
    return reply;
  }
}
