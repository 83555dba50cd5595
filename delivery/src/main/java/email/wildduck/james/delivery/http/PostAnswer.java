package email.wildduck.james.delivery.http;

import email.wildduck.james.delivery.attempt.Peer;

/** What a web server said. Immutable. */
final class PostAnswer {
  private final int status;
  private final long size;
  private final Peer peer;

  PostAnswer(int status, long size, Peer peer) {
    this.status = status;
    this.size = size;
    this.peer = peer;
  }

  int status() {
    return status;
  }

  /** Bytes of the body, as far as they were read. */
  long size() {
    return size;
  }

  /** The connection. */
  Peer peer() {
    return peer;
  }
}
