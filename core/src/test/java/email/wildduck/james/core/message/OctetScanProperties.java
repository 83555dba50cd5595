package email.wildduck.james.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Eight bytes at a step find what one at a step finds. */
class OctetScanProperties {

  /** Long runs of ordinary bytes, and next to what is looked for, what is nearly that. */
  @Provide
  Arbitrary<byte[]> texts() {
    return Arbitraries.frequencyOf(
            Tuple.of(60, Arbitraries.just((byte) 'a')),
            Tuple.of(4, Arbitraries.of((byte) '\r', (byte) '\n')),
            Tuple.of(4, Arbitraries.of((byte) 0x0b, (byte) 0x0c, (byte) 0x0e, (byte) 0)),
            Tuple.of(1, Arbitraries.of((byte) 0x8a, (byte) 0x8d, (byte) 0xff, (byte) 0x80)))
        .array(byte[].class)
        .ofMaxSize(70);
  }

  @Property
  void findsEachLineEnd(
      @ForAll("texts") byte[] text,
      @ForAll @IntRange(max = 70) int first,
      @ForAll @IntRange(max = 70) int second) {
    int from = Math.min(Math.min(first, second), text.length);
    int end = Math.min(Math.max(first, second), text.length);
    int expected = from;
    while (expected < end && text[expected] != '\r' && text[expected] != '\n') {
      expected++;
    }

    assertThat(OctetScan.lineEnd(text, from, end)).isEqualTo(expected);
  }

  @Property
  void seesEachEightBitByte(
      @ForAll("texts") byte[] text,
      @ForAll @IntRange(max = 70) int first,
      @ForAll @IntRange(max = 70) int second) {
    int from = Math.min(Math.min(first, second), text.length);
    int end = Math.min(Math.max(first, second), text.length);
    String part = new String(text, from, end - from, StandardCharsets.ISO_8859_1);

    assertThat(OctetScan.isAscii(text, from, end)).isEqualTo(part.matches("[\\x00-\\x7f]*"));
  }
}
