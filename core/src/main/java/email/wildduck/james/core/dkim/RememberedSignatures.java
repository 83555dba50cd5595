package email.wildduck.james.core.dkim;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A key whose signature of the same bytes is always the same, as with RSA (RFC 8017 §8.2.1), and
 * costs much: the last ones are remembered. The deliveries of one message to many domains have the
 * same signature, which so is made once, by the first that needs it. Thread-safe.
 *
 * <p>Remembered are the SHA-256 of what was signed, and the signature.
 */
final class RememberedSignatures implements SigningKey {
  /** As many messages as are likely to be on their way at the same time with one key. */
  private static final int MOST = 32;

  private final SigningKey key;
  private final Map<ByteBuffer, FutureTask<byte[]>> recent = new LinkedHashMap<>();

  RememberedSignatures(SigningKey key) {
    this.key = key;
  }

  @Override
  public String algorithm() {
    return key.algorithm();
  }

  @Override
  public byte[] sign(byte[] canonicalHeader) {
    ByteBuffer id = ByteBuffer.wrap(Sha256.hash(canonicalHeader));
    FutureTask<byte[]> mine = new FutureTask<>(() -> key.sign(canonicalHeader));
    FutureTask<byte[]> first = remember(id, mine);
    first.run(); // nothing happens if it is made already, or somebody is at it
    try {
      return first.get().clone();
    } catch (ExecutionException e) {
      forget(id);
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return key.sign(canonicalHeader);
    }
  }

  /** The one that is there, or else this one. */
  private FutureTask<byte[]> remember(ByteBuffer id, FutureTask<byte[]> signature) {
    synchronized (recent) {
      FutureTask<byte[]> there = recent.putIfAbsent(id, signature);
      if (recent.size() > MOST) {
        Iterator<ByteBuffer> oldest = recent.keySet().iterator();
        oldest.next();
        oldest.remove();
      }
      return there == null ? signature : there;
    }
  }

  private void forget(ByteBuffer id) {
    synchronized (recent) {
      recent.remove(id);
    }
  }

  private static RuntimeException failure(Throwable cause) {
    if (cause instanceof Error) {
      throw (Error) cause;
    }
    return cause instanceof RuntimeException
        ? (RuntimeException) cause
        : new DkimKeyException("the key does not sign", cause);
  }
}
