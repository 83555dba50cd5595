package email.wildduck.james.queue.store;

import java.util.Optional;

/** What is known about a body when it has been written. */
final class WrittenBody {
  private final BodyDigests digests;
  private final Optional<byte[]> copy;

  WrittenBody(BodyDigests digests, Optional<byte[]> copy) {
    this.digests = digests;
    this.copy = copy;
  }

  BodyDigests digests() {
    return digests;
  }

  /** The bytes; empty when they are too many to be kept. */
  Optional<byte[]> copy() {
    return copy;
  }

  long length() {
    return digests.size();
  }
}
