package email.wildduck.james.queue.store;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Passes a body on and keeps a copy, unless it is too long. */
final class BodyCopy extends FilterOutputStream {
  private final int longest;
  private Optional<ByteArrayOutputStream> copy = Optional.of(new ByteArrayOutputStream());

  /**
   * @param longest bytes of a body that is kept
   */
  BodyCopy(OutputStream out, int longest) {
    super(out);
    this.longest = longest;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    copy = copy.filter(kept -> kept.size() + (long) length <= longest);
    copy.ifPresent(kept -> kept.write(bytes, offset, length));
  }

  /** What was written so far; empty when that was too long. */
  Optional<byte[]> bytes() {
    return copy.map(ByteArrayOutputStream::toByteArray);
  }
}
