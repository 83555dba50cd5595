package email.wildduck.james.server.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows under headings, aligned; numbers to the right. */
final class Table {
  private static final String GAP = "  ";

  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... headings) {
    this.headings = List.of(headings);
  }

  /** One cell for each heading. */
  Table row(String... cells) {
    if (cells.length != headings.size()) {
      throw new IllegalArgumentException(cells.length + " cells under " + headings);
    }
    rows.add(List.of(cells));
    return this;
  }

  void print(PrintWriter out) {
    out.println(line(headings));
    rows.forEach(row -> out.println(line(row)));
  }

  private String line(List<String> cells) {
    return IntStream.range(0, cells.size())
        .mapToObj(column -> padded(cells.get(column), column))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }

  private String padded(String cell, int column) {
    String padding = " ".repeat(width(column) - cell.codePointCount(0, cell.length()));
    return isOfNumbers(column) ? padding + cell : cell + padding;
  }

  private int width(int column) {
    return cellsOf(column).mapToInt(cell -> cell.codePointCount(0, cell.length())).max().orElse(0);
  }

  private Stream<String> cellsOf(int column) {
    return Stream.concat(
        Stream.of(headings.get(column)), rows.stream().map(row -> row.get(column)));
  }

  private boolean isOfNumbers(int column) {
    return !rows.isEmpty() && rows.stream().allMatch(row -> row.get(column).matches("[0-9]+"));
  }
}
