package email.wildduck.james.delivery.dsn;

import email.wildduck.james.core.message.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;

/** Several sources, one behind the other; each is opened when it is its turn. */
final class JoinedSource implements ByteSource {
  private final List<ByteSource> sources;

  JoinedSource(List<ByteSource> sources) {
    this.sources = List.copyOf(sources);
  }

  @Override
  public InputStream open() {
    return new JoinedStream(sources.iterator());
  }

  @Override
  public long size() throws IOException {
    long size = 0;
    for (ByteSource source : sources) {
      size += source.size();
    }
    return size;
  }

  /** Java's own SequenceInputStream cannot open a stream that throws. */
  private static final class JoinedStream extends InputStream {
    private final Iterator<ByteSource> rest;
    private InputStream current = InputStream.nullInputStream();

    JoinedStream(Iterator<ByteSource> sources) {
      this.rest = sources;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = current.read(bytes, offset, length);
      while (count < 0 && rest.hasNext()) {
        current.close();
        current = rest.next().open();
        count = current.read(bytes, offset, length);
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      current.close();
    }
  }
}
