package email.wildduck.james.smtp.chunking;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Chunks end anywhere, lines end where they end. */
class ChunkLinesProperties {
  private static final int MAX_LENGTH = 12;

  @Property
  void linesAreTheSameWhereverTheChunksEnd(
      @ForAll("texts") String text, @ForAll List<Integer> borders) {
    Result whole = lines(text, List.of());
    Result cut = lines(text, borders);

    assertThat(cut.lines).isEqualTo(whole.lines);
    assertThat(cut.assembler.hasBareLineFeed()).isEqualTo(whole.assembler.hasBareLineFeed());
    assertThat(cut.assembler.hasLineTooLong()).isEqualTo(whole.assembler.hasLineTooLong());
  }

  @Property
  void nothingIsLostButTheLinesThatAreTooLong(
      @ForAll("texts") String text, @ForAll List<Integer> borders) {
    List<String> expected =
        Stream.of(text.split("(?<=\r\n)"))
            .filter(line -> !line.isEmpty())
            .map(line -> line.endsWith("\r\n") ? line : line + "\r\n")
            .filter(line -> line.length() <= MAX_LENGTH + 2)
            .toList();

    Result result = lines(text, borders);

    assertThat(result.lines).isEqualTo(expected);
    assertThat(result.assembler.hasBareLineFeed())
        .isEqualTo(text.replace("\r\n", "").contains("\n"));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("\r\n", "\n", "\r", ".", "a", "\u00e9", "bcdefghijkl")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }

  private record Result(List<String> lines, ChunkLines assembler) {}

  private static Result lines(String text, List<Integer> borders) {
    List<String> lines = new ArrayList<>();
    ChunkLines assembler =
        new ChunkLines(MAX_LENGTH, line -> lines.add(new String(line, ISO_8859_1)));
    byte[] octets = text.getBytes(ISO_8859_1);
    int[] ends =
        Stream.concat(borders.stream(), Stream.of(octets.length))
            .mapToInt(border -> Math.floorMod(border, octets.length + 1))
            .sorted()
            .toArray();
    int start = 0;
    for (int end : ends) {
      assembler.add(Arrays.copyOfRange(octets, start, end));
      start = end;
    }
    assembler.end();
    return new Result(lines, assembler);
  }
}
