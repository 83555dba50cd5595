package email.wildduck.james.server;

import email.wildduck.james.extension.store.Stores;
import javax.inject.Inject;
import org.apache.james.lifecycle.api.StartUpCheck;
import org.bson.Document;

/** Refuses to run on the embedded MongoDB, which forgets everything when its process ends. */
final class EmbeddedStoresCheck implements StartUpCheck {
  private final Stores stores;

  @Inject
  EmbeddedStoresCheck(Stores stores) {
    this.stores = stores;
  }

  @Override
  public CheckResult check() {
    boolean embedded =
        stores.mongo().main().runCommand(new Document("hello", 1)).getBoolean("embedded", false);
    return CheckResult.builder()
        .checkName(checkName())
        .resultType(embedded ? ResultType.BAD : ResultType.GOOD)
        .description(
            embedded
                ? "<mongo/uri> in wildduck.xml leads to the embedded MongoDB, which forgets"
                    + " everything when it ends; it is for trying out only: james-wildduck demo"
                : "MongoDB is a real one")
        .build();
  }

  @Override
  public String checkName() {
    return "embedded-stores";
  }
}
