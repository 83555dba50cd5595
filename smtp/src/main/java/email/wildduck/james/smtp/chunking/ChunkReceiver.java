package email.wildduck.james.smtp.chunking;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.LineHandler;
import org.apache.james.protocols.smtp.SMTPSession;

/** Takes the octets of one chunk in the place of commands, and answers when it is complete. */
final class ChunkReceiver implements LineHandler<SMTPSession> {
  private final Function<byte[], Optional<Response>> octets;
  private final Supplier<Response> end;
  private long remaining;

  /**
   * @param length of the chunk in octets
   * @param octets takes some of them; a response ends the chunk and the connection
   * @param end gives the response to the chunk
   */
  ChunkReceiver(long length, Function<byte[], Optional<Response>> octets, Supplier<Response> end) {
    this.remaining = length;
    this.octets = octets;
    this.end = end;
  }

  /** A receiver of octets that nobody wants. */
  static ChunkReceiver discarding(long length, Response response) {
    return new ChunkReceiver(length, some -> Optional.empty(), () -> response);
  }

  /** Waits for the chunk. */
  Response receive(SMTPSession session) {
    if (remaining == 0) {
      return end.get();
    }
    ChunkOctets.expect(session, remaining);
    session.pushLineHandler(this);
    return null;
  }

  @Override
  public Response onLine(SMTPSession session, byte[] some) {
    remaining -= some.length;
    Optional<Response> failure = octets.apply(some);
    if (failure.isPresent()) {
      return failure.get();
    }
    if (remaining > 0) {
      return null;
    }
    session.popLineHandler();
    return end.get();
  }
}
