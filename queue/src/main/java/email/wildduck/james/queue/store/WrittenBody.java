package email.wildduck.james.queue.store;

import java.util.Optional;

/** What is known about a body when it has been written. Immutable. */
final class WrittenBody {
  private final long length;
  private final String md5;
  private final String bodyHash;
  private final Optional<RecentBody> kept;

  private WrittenBody(long length, String md5, String bodyHash, Optional<byte[]> bytes) {
    this.length = length;
    this.md5 = md5;
    this.bodyHash = bodyHash;
    this.kept = bytes.map(all -> new RecentBody(all, bodyHash));
  }

  /**
   * @param digests of the whole body; they end with this
   * @param bytes the body, not to be changed any more; empty when it is too long to be kept
   */
  static WrittenBody of(BodyDigests digests, Optional<byte[]> bytes) {
    return new WrittenBody(digests.size(), digests.md5(), digests.bodyHash(), bytes);
  }

  /** Bytes. */
  long length() {
    return length;
  }

  /** MD5 in hexadecimal. */
  String md5() {
    return md5;
  }

  /** DKIM's relaxed body hash in Base64. */
  String bodyHash() {
    return bodyHash;
  }

  /** The body itself; empty when it is too long to be kept. */
  Optional<RecentBody> kept() {
    return kept;
  }
}
