package email.wildduck.james.delivery.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.message.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What goes over the wire can be turned back, whatever the message and however it is cut. */
class WireFormProperties {

  @Provide
  Arbitrary<byte[]> messages() {
    return Arbitraries.of((byte) '.', (byte) '\r', (byte) '\n', (byte) 'a', (byte) 0, (byte) 0xe4)
        .array(byte[].class)
        .ofMaxSize(60);
  }

  /** The definition: each line end is CRLF, and there is one at the end. */
  private static String lines(byte[] message) {
    String text = new String(message, StandardCharsets.ISO_8859_1);
    String lines = text.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\r\n");
    return lines.isEmpty() || lines.endsWith("\r\n") ? lines : lines + "\r\n";
  }

  private static String onTheWire(byte[] message, int block) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    WireForm form = new WireForm(out);
    for (int at = 0; at < message.length; at += block) {
      byte[] part = Arrays.copyOfRange(message, at, Math.min(message.length, at + block));
      form.write(part, part.length);
    }
    form.finish();
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  @Property
  void everyLineArrives(
      @ForAll("messages") byte[] message, @ForAll @IntRange(min = 1, max = 61) int block)
      throws IOException {
    String wire = onTheWire(message, block);

    assertThat(wire.replaceAll("(?m)(?<=^|\r\n)\\.", "")).isEqualTo(lines(message));
  }

  @Property
  void noLineIsTheFinalDot(@ForAll("messages") byte[] message) throws IOException {
    String wire = onTheWire(message, 7);

    assertThat("\r\n" + wire).doesNotContain("\r\n.\r\n");
    assertThat(wire.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
  }

  @Property
  void sizeIsThatOfTheLines(@ForAll("messages") byte[] message) throws IOException {
    MessageTraits traits = MessageTraits.of(ByteSource.of(message));
    String text = new String(message, StandardCharsets.ISO_8859_1);

    assertThat(traits.size())
        .isEqualTo(text.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\r\n").length());
    assertThat(traits.isEightBit()).isEqualTo(text.indexOf('\u00e4') >= 0);
  }
}
