package email.wildduck.james.queue.store;

import email.wildduck.james.core.dkim.HashedBody;
import email.wildduck.james.core.message.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A body in memory, with the hash that was made of it when it was written. */
final class RecentBody implements HashedBody {
  private final ByteSource bytes;
  private final int length;
  private final String bodyHash;

  /**
   * @param bytes not to be changed any more
   */
  RecentBody(byte[] bytes, String bodyHash) {
    this.bytes = ByteSource.of(bytes);
    this.length = bytes.length;
    this.bodyHash = bodyHash;
  }

  @Override
  public InputStream open() throws IOException {
    return bytes.open();
  }

  @Override
  public long size() {
    return length;
  }

  @Override
  public Optional<ByteBuffer> memory() {
    return bytes.memory();
  }

  @Override
  public String relaxedBodyHash() {
    return bodyHash;
  }
}
