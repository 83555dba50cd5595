package email.wildduck.james.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void textIsAlignedLeftAndNumbersRight() {
    assertThat(printed(new Table("NAME", "COUNT").row("a", "7").row("gr\u00fc\u00dfe", "12345678")))
        .isEqualTo("NAME      COUNT\na             7\ngr\u00fc\u00dfe  12345678\n");
  }

  @Test
  void emptyTableHasItsHeadings() {
    assertThat(printed(new Table("NAME", "COUNT"))).isEqualTo("NAME  COUNT\n");
  }

  private static String printed(Table table) {
    StringWriter text = new StringWriter();
    table.print(new PrintWriter(text));
    return text.toString().replace(System.lineSeparator(), "\n");
  }
}
