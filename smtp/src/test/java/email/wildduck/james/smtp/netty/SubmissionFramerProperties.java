package email.wildduck.james.smtp.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.smtp.TestClients;
import email.wildduck.james.smtp.TestTransport;
import email.wildduck.james.smtp.chunking.ChunkOctets;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.james.smtpserver.ExtendedSMTPSession;

/** Packets end anywhere; commands and chunks begin where the ones before them end. */
class SubmissionFramerProperties {
  private static final String CHUNK = "BDAT ";

  @Property
  void commandsAndChunksAreTheSameWhereverPacketsEnd(
      @ForAll("conversations") List<String> items, @ForAll List<Integer> borders) {
    assertThat(framed(items, borders)).isEqualTo(items);
  }

  @Example
  void commandThatIsTooLongIsThrownAwayWhole() {
    List<String> items = List.of("NOOP\r\n", "x".repeat(50_000) + "\r\n", "QUIT\r\n");

    assertThat(framed(items, List.of(7, 20_000, 49_999)))
        .containsExactly("NOOP\r\n", "COMMAND", "QUIT\r\n");
  }

  @Provide
  Arbitrary<List<String>> conversations() {
    Arbitrary<String> command = Arbitraries.of("NOOP\r\n", "MAIL FROM:<>\n", "\r\n", "BDATA 5\r\n");
    Arbitrary<String> chunk =
        Arbitraries.of("QUIT\r\n", "\r", "\n", "BDAT 3\r\n", "\u00ff", "STARTTLS\r\n")
            .list()
            .ofMinSize(1)
            .ofMaxSize(6)
            .map(
                parts -> CHUNK + String.join("", parts).length() + "\r\n" + String.join("", parts));
    return Arbitraries.oneOf(command, chunk).list().ofMaxSize(10);
  }

  private static List<String> framed(List<String> items, List<Integer> borders) {
    ExtendedSMTPSession session = TestTransport.plainSession(TestClients.IPV4);
    SessionPhase phase = new SessionPhase(1024);
    phase.begin(session);
    Recorder recorder = new Recorder(session, phase);
    EmbeddedChannel channel = new EmbeddedChannel(new SubmissionFramer(phase), recorder);
    byte[] stream = String.join("", items).getBytes(ISO_8859_1);
    int[] ends =
        Stream.concat(borders.stream(), Stream.of(stream.length))
            .mapToInt(border -> border == stream.length ? border : cut(border, stream.length))
            .sorted()
            .toArray();
    int start = 0;
    for (int end : ends) {
      channel.writeInbound(Unpooled.copiedBuffer(stream, start, end - start));
      start = end;
    }
    return recorder.items;
  }

  private static int cut(int border, int length) {
    return Math.floorMod(border, length + 1);
  }

  /** What the session would see; a chunk belongs to its command. */
  private static final class Recorder extends ChannelInboundHandlerAdapter {
    private final ExtendedSMTPSession session;
    private final SessionPhase phase;
    private final List<String> items = new ArrayList<>();
    private int missing;

    Recorder(ExtendedSMTPSession session, SessionPhase phase) {
      this.session = session;
      this.phase = phase;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (!(message instanceof ByteBuf bytes)) {
        items.add(message.toString());
        return;
      }
      String text = bytes.toString(ISO_8859_1);
      bytes.release();
      if (missing > 0) {
        int last = items.size() - 1;
        items.set(last, items.get(last) + text);
        missing -= text.length();
        if (missing == 0) {
          phase.lineHandlerRemoved();
        }
        return;
      }
      items.add(text);
      if (text.startsWith(CHUNK)) {
        missing = Integer.parseInt(text.substring(CHUNK.length()).trim());
        ChunkOctets.expect(session, missing);
        phase.lineHandlerAdded();
      }
    }
  }
}
