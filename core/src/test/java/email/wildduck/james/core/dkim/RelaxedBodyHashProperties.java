package email.wildduck.james.core.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class RelaxedBodyHashProperties {

  @Property
  void theHashIsThatOfTheWrittenOutRule(@ForAll("bodies") String body) {
    assertThat(hashInPieces(body, body.length() + 1)).isEqualTo(byTheBook(body));
  }

  @Property
  void theHashOfAnyBytesIsThatOfTheWrittenOutRule(@ForAll byte[] body) {
    String text = new String(body, ISO_8859_1);

    assertThat(hashInPieces(text, 3)).isEqualTo(byTheBook(text));
  }

  @Property
  void itDoesNotMatterHowTheBodyIsCutIntoPieces(
      @ForAll("bodies") String body, @ForAll @IntRange(min = 1, max = 9) int size) {
    assertThat(hashInPieces(body, size)).isEqualTo(hashInPieces(body, body.length() + 1));
  }

  @Property(tries = 50)
  void bodiesLongerThanAnyBufferAreHashedTheSame(
      @ForAll("bodies") String start, @ForAll @IntRange(min = 8000, max = 17000) int length) {
    String body = start + "x".repeat(length) + start + "\r\n".repeat(length) + start;

    assertThat(hashInPieces(body, 7919)).isEqualTo(byTheBook(body));
  }

  @Property
  void theHashIsThatOfTheBodyAsItIsSent(@ForAll("bodies") String body) {
    byte[] sent = WireForm.of(new ByteArrayInputStream(body.getBytes(ISO_8859_1)));

    assertThat(hashInPieces(new String(sent, ISO_8859_1), 5)).isEqualTo(byTheBook(body));
  }

  @Provide
  Arbitrary<String> bodies() {
    return Arbitraries.of(
            " ",
            "\t",
            "  ",
            "\r",
            "\n",
            "\r\n",
            "\r\n\r\n",
            " \r\n",
            "text",
            "a b",
            "é",
            "\u0000",
            ".")
        .list()
        .ofMaxSize(25)
        .map(pieces -> String.join("", pieces));
  }

  private static String hashInPieces(String body, int size) {
    byte[] bytes = body.getBytes(ISO_8859_1);
    RelaxedBodyHash hash = new RelaxedBodyHash();
    for (int at = 0; at < bytes.length; at += size) {
      hash.write(bytes, at, Math.min(size, bytes.length - at));
    }
    return hash.finish();
  }

  private static String byTheBook(String body) {
    List<String> lines = new ArrayList<>(Arrays.asList(body.split("\r\n|\r|\n", -1)));
    lines.replaceAll(line -> line.replaceAll("[ \t]+", " ").replaceAll(" $", ""));
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    String canonical = lines.isEmpty() ? "" : String.join("\r\n", lines) + "\r\n";
    return Base64.getEncoder().encodeToString(Sha256.hash(canonical.getBytes(ISO_8859_1)));
  }
}
