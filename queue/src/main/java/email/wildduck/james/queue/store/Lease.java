package email.wildduck.james.queue.store;

/**
 * The right to work on one delivery, until it is given back or runs out. Everything that ends the
 * work names the lease and has no effect once the delivery belongs to somebody else.
 */
public final class Lease {
  private final String zone;
  private final Object documentId;
  private final String token;

  Lease(String zone, Object documentId, String token) {
    this.zone = zone;
    this.documentId = documentId;
    this.token = token;
  }

  /** The sending zone that the delivery waits in. */
  public String zone() {
    return zone;
  }

  Object documentId() {
    return documentId;
  }

  String token() {
    return token;
  }

  /** The delivery's {@code _id}, for logs. */
  @Override
  public String toString() {
    return zone + "/" + documentId;
  }
}
