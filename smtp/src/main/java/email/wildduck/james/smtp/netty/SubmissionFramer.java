package email.wildduck.james.smtp.netty;

import email.wildduck.james.smtp.chunking.ChunkOctets;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.List;
import org.apache.james.protocols.netty.CommandInjectionDetectedException;

/**
 * Cuts the stream of a client into commands, lines of a message, and octets of a chunk. Each is
 * handed on, and the command executed, before the next is looked for, so what the next bytes are is
 * always known. Lines keep their ends; a line that is too long is thrown away, however long it is.
 *
 * <p>Lines of a body that begin with no dot are handed on together, as many as have come: what is
 * done for each line would cost more than the rest of receiving a large message.
 */
final class SubmissionFramer extends ByteToMessageDecoder {
  private static final int PIECE_OF_CHUNK = 64 * 1024;
  private static final byte LF = '\n';
  private static final byte DOT = '.';

  private final SessionPhase phase;
  private int searched;
  private boolean dropping;

  SubmissionFramer(SessionPhase phase) {
    this.phase = phase;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (phase.tlsIsDue(ctx)) {
      throw new CommandInjectionDetectedException();
    }
    ChunkOctets octets = phase.octets();
    if (octets.remaining() > 0) {
      int length = (int) Math.min(Math.min(octets.remaining(), PIECE_OF_CHUNK), in.readableBytes());
      octets.taken(length);
      out.add(in.readRetainedSlice(length));
    } else {
      decodeLine(ctx, in, out);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof SslHandshakeCompletionEvent
        && ((SslHandshakeCompletionEvent) event).isSuccess()) {
      phase.tlsHasStarted();
    }
    super.userEventTriggered(ctx, event);
  }

  private void decodeLine(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    int start = in.readerIndex();
    int end = in.indexOf(start + searched, in.writerIndex(), LF);
    int length = (end < 0 ? in.readableBytes() : end + 1 - start);
    boolean tooLong = dropping || length > phase.maxLineLength();
    if (end < 0) {
      dropping = tooLong;
      searched = tooLong ? 0 : length;
      if (tooLong) {
        in.skipBytes(length);
      }
      return;
    }
    searched = 0;
    dropping = false;
    if (tooLong) {
      in.skipBytes(length);
      out.add(phase.isMessage() ? OversizeLine.IN_MESSAGE : OversizeLine.COMMAND);
      return;
    }
    ByteBuf line =
        in.readRetainedSlice(phase.isBody() ? withLinesBehind(in, start, length) : length);
    if (phase.startsTls(ctx, line) && in.isReadable()) {
      line.release();
      throw new CommandInjectionDetectedException();
    }
    out.add(line);
  }

  /** Until a line that begins with a dot, is too long, or is not there yet. */
  private int withLinesBehind(ByteBuf in, int start, int length) {
    int end = start + length;
    boolean more = in.getByte(start) != DOT;
    while (more && end < in.writerIndex() && in.getByte(end) != DOT) {
      int next = in.indexOf(end, in.writerIndex(), LF);
      more = next >= 0 && next + 1 - end <= phase.maxLineLength();
      end = more ? next + 1 : end;
    }
    return end - start;
  }
}
