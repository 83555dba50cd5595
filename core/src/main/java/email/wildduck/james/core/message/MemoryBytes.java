package email.wildduck.james.core.message;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Part of an array that nobody changes any more. */
final class MemoryBytes implements ByteSource {
  private final byte[] bytes;
  private final int offset;
  private final int length;

  MemoryBytes(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes, offset, length);
  }

  @Override
  public long size() {
    return length;
  }

  @Override
  public Optional<ByteBuffer> memory() {
    return Optional.of(ByteBuffer.wrap(bytes, offset, length).slice().asReadOnlyBuffer());
  }

  @Override
  public ByteSource skipping(long count) {
    int skipped = (int) Math.min(count, length);
    return new MemoryBytes(bytes, offset + skipped, length - skipped);
  }
}
