package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;

/** A find whose reply is never larger than a driver takes: it always comes in batches. */
final class FindCommand implements CommandAddition {

  private final CommandRunner plain;

  FindCommand(CommandRunner plain) {
    this.plain = plain;
  }

  @Override
  public Document handle(CommandRequest request) {
    Document body = request.body().clone();
    if (!Utils.isTrue(body.get("batchSize"))) {
      body.put("batchSize", Paging.FIRST_BATCH);
    }
    return plain.run(request.with(body));
  }
}
