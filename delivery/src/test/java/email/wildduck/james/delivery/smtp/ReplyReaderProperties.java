package email.wildduck.james.delivery.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.delivery.attempt.Reply;
import email.wildduck.james.delivery.connect.TestWires;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever a peer sends is a reply or an IOException. */
class ReplyReaderProperties {

  private static Optional<Reply> read(byte[] bytes) {
    try {
      return Optional.of(new ReplyReader(TestWires.reading(bytes)).read());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Bytes that are likely to look like a reply. */
  @Provide
  Arbitrary<byte[]> nearlyReplies() {
    return Arbitraries.of(
            "250-", "250 ", "421", "354 ", "\r\n", "\n", "\r", "x", "\u0000", "\u00e4", "9")
        .list()
        .ofMaxSize(30)
        .map(parts -> String.join("", parts).getBytes(StandardCharsets.UTF_8));
  }

  @Property
  void anyBytesAreAReplyOrNone(@ForAll byte[] bytes) {
    assertOneLine(read(bytes));
  }

  @Property
  void bytesThatLookLikeRepliesAreAReplyOrNone(@ForAll("nearlyReplies") byte[] bytes) {
    assertOneLine(read(bytes));
  }

  private static void assertOneLine(Optional<Reply> reply) {
    reply.ifPresent(
        found -> {
          assertThat(found.code()).isBetween(200, 599);
          assertThat(found.toString()).doesNotContain("\n", "\r", "\u0000");
        });
  }

  @Property
  void replyIsReadAsItWasWritten(
      @ForAll @IntRange(min = 200, max = 599) int code,
      @ForAll("texts") @Size(min = 1, max = 5) List<String> lines) {
    Reply reply = Reply.of(code, lines);

    byte[] bytes =
        (reply.response().replace("\n", "\r\n") + "\r\n").getBytes(StandardCharsets.UTF_8);

    assertThat(read(bytes)).contains(reply);
  }

  @Provide
  Arbitrary<List<String>> texts() {
    return Arbitraries.strings()
        .withCharRange('!', '~')
        .withChars('\u00e4', '\u6f22')
        .ofMaxLength(40)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }
}
