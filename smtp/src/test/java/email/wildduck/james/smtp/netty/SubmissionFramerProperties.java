package email.wildduck.james.smtp.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;
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
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.james.smtpserver.ExtendedSMTPSession;

/** Packets end anywhere; commands and chunks begin where the ones before them end. */
class SubmissionFramerProperties {
  private static final String CHUNK = "BDAT ";

  /** With its end. */
  private static final int MAX_LINE = 1026;

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

  @Property
  void linesOfABodyComeTogetherButThoseThatBeginWithADot(
      @ForAll("bodies") List<String> lines, @ForAll List<Integer> borders) {
    ExtendedSMTPSession session = TestTransport.plainSession(TestClients.IPV4);
    session.setMimeMessageInputStreamSource(MimeMessageInputStreamSource.create("body"));
    session.setHeaderComplete(true);

    List<String> pieces = framed(session, lines, borders, true);
    LifecycleUtil.dispose(session.getMimeMessageWriter());

    assertThat(String.join("", pieces))
        .isEqualTo(
            lines.stream()
                .map(line -> line.length() > MAX_LINE ? "IN_MESSAGE" : line)
                .collect(joining()));
    assertThat(pieces)
        .allMatch(piece -> piece.endsWith("\n") || piece.equals("IN_MESSAGE"))
        .filteredOn(piece -> piece.startsWith(".") || piece.contains("\n."))
        .allMatch(piece -> piece.indexOf('\n') == piece.length() - 1);
  }

  @Example
  void whatHasComeOfABodyIsOnePiece() {
    ExtendedSMTPSession session = TestTransport.plainSession(TestClients.IPV4);
    session.setMimeMessageInputStreamSource(MimeMessageInputStreamSource.create("body"));
    List<String> lines = List.of("one\r\n", "two\r\n", ".three\r\n", "\r\n", "four\r\n", ".\r\n");

    assertThat(framed(session, lines, List.of(), true)).isEqualTo(lines);
    session.setHeaderComplete(true);
    assertThat(framed(session, lines, List.of(), true))
        .containsExactly("one\r\ntwo\r\n", ".three\r\n", "\r\nfour\r\n", ".\r\n");
    LifecycleUtil.dispose(session.getMimeMessageWriter());
  }

  @Provide
  Arbitrary<List<String>> bodies() {
    return Arbitraries.of(
            "\r\n",
            "\n",
            "text\r\n",
            "bare\n",
            "a\rb\r\n",
            ".\r\n",
            "..\r\n",
            ".dot\n",
            "\u00ff\r\n",
            "x".repeat(MAX_LINE) + "\r\n",
            "x".repeat(MAX_LINE - 2) + "\r\n")
        .list()
        .ofMaxSize(30);
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
    return framed(TestTransport.plainSession(TestClients.IPV4), items, borders, false);
  }

  private static List<String> framed(
      ExtendedSMTPSession session, List<String> items, List<Integer> borders, boolean isMessage) {
    SessionPhase phase = new SessionPhase(MAX_LINE - 2);
    phase.begin(session);
    if (isMessage) {
      phase.lineHandlerAdded();
    }
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
