package email.wildduck.james.smtp.chunking;

import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;

/**
 * How many of the next octets of a connection belong to a chunk: what stands between the command
 * that announces them and the code that cuts the stream into commands. Used on the connection's
 * executor only.
 */
public final class ChunkOctets {
  private static final AttachmentKey<ChunkOctets> KEY =
      AttachmentKey.of("wildduck.chunkOctets", ChunkOctets.class);

  private long remaining;

  private ChunkOctets() {}

  /** Makes a session understand BDAT: somebody counts the octets of its connection. */
  public static ChunkOctets countIn(ProtocolSession session) {
    ChunkOctets octets = new ChunkOctets();
    session.setAttachment(KEY, octets, State.Connection);
    return octets;
  }

  /** Whether the octets of this connection are counted. */
  static boolean areCountedIn(ProtocolSession session) {
    return session.getAttachment(KEY, State.Connection).isPresent();
  }

  /** The next octets of the connection belong to a chunk of this length. */
  public static void expect(ProtocolSession session, long octets) {
    session
            .getAttachment(KEY, State.Connection)
            .orElseThrow(() -> new IllegalStateException("nobody counts"))
            .remaining =
        octets;
  }

  /** Octets of the chunk that have not been taken yet. */
  public long remaining() {
    return remaining;
  }

  /** Some of them have been taken. */
  public void taken(int octets) {
    remaining -= octets;
  }
}
