package email.wildduck.james.smtp.netty;

import email.wildduck.james.smtp.chunking.ChunkOctets;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ByteProcessor;
import java.util.List;
import org.apache.james.protocols.netty.CommandInjectionDetectedException;

/**
 * Cuts the stream of a client into commands, lines of a message, and octets of a chunk. Each is
 * handed on, and the command executed, before the next is looked for, so what the next bytes are is
 * always known. Lines keep their ends; a line that is too long is thrown away, however long it is.
 */
final class SubmissionFramer extends ByteToMessageDecoder {
  private static final int PIECE_OF_CHUNK = 64 * 1024;

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
    int end =
        in.forEachByte(start + searched, in.readableBytes() - searched, ByteProcessor.FIND_LF);
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
    ByteBuf line = in.readRetainedSlice(length);
    if (phase.startsTls(ctx, line) && in.isReadable()) {
      line.release();
      throw new CommandInjectionDetectedException();
    }
    out.add(line);
  }
}
