package email.wildduck.james.core.address;

import java.util.Optional;
import org.bson.types.ObjectId;

/** One target of a forwarded address. */
public final class ForwardTarget {
  private final String type;
  private final String value;
  private final Optional<ObjectId> user;

  ForwardTarget(String type, String value, Optional<ObjectId> user) {
    this.type = type;
    this.value = value;
    this.user = user;
  }

  /** {@code mail}, {@code relay} or {@code http}. */
  public String type() {
    return type;
  }

  /** The address, relay or URL that is forwarded to. */
  public String value() {
    return value;
  }

  /** The owner of the target, if it is an address of a local mailbox. */
  public Optional<ObjectId> user() {
    return user;
  }
}
