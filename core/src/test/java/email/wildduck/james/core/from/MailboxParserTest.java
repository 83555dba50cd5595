package email.wildduck.james.core.from;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxParserTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a@x.example                              |                | a@x.example",
        "<a@x.example>                            |                | a@x.example",
        "Alice <a@x.example>                      | Alice          | a@x.example",
        "Alice<a@x.example>                       | Alice          | a@x.example",
        "John Q. Public <a@x.example>             | John Q. Public | a@x.example",
        "\"CEO, Big\" <a@x.example>               | CEO, Big       | a@x.example",
        "\"Q \\\"uote\\\" d\" <a@x.example>       | Q \"uote\" d   | a@x.example",
        "Päeva Hoid <a@x.example>                 | Päeva Hoid     | a@x.example",
        "U <õäöü@jõgeva.ee>                       | U              | õäöü@jõgeva.ee",
        "=?UTF-8?Q?P=C3=A4eva?= <a@x.example>     | Päeva          | a@x.example",
        "\"=?UTF-8?B?UMOkZXZh?=\" <a@x.example>   | Päeva          | a@x.example",
        "\"a\"@x.example                          |                | a@x.example",
        "\"a b\"@x.example                        |                | \"a b\"@x.example",
        "\"a@b\"@x.example                        |                | \"a@b\"@x.example",
        "A (comment (nested \\) ) ) <a@x.example> | A              | a@x.example",
        "a@x.example (Alice)                      |                | a@x.example",
        "(hidden <b@y.example>) a@x.example       |                | a@x.example",
        "\"<b@y.example>\" <a@x.example>          | <b@y.example>  | a@x.example",
        "< a@x.example >                          |                | a@x.example",
        "a@[192.0.2.1]                            |                | a@[192.0.2.1]",
      })
  void oneMailboxIsUnderstood(String value, String name, String address) {
    MailboxList list = MailboxParser.parse(value);

    assertThat(list.isUnderstood()).isTrue();
    assertThat(list.mailboxes()).singleElement().extracting(Mailbox::address).isEqualTo(address);
    assertThat(list.name()).isEqualTo(name == null ? "" : name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@x.example, B <b@y.example>",
        "a@x.example,,B <b@y.example>,",
        "Group: a@x.example, B <b@y.example>;",
        "One: a@x.example;, Two: b@y.example;",
      })
  void everyMailboxOfAListIsFound(String value) {
    assertThat(MailboxParser.parse(value).mailboxes())
        .extracting(Mailbox::address)
        .containsExactly("a@x.example", "b@y.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a@x.example> <b@y.example>",
        "a@x.example <b@y.example>",
        "a@x.example b@y.example",
        "Just A Name",
        "Name, First <a@x.example>",
        "<a@x.example",
        "a@x.example>",
        "<@route.example:a@x.example>",
        "a@x(comment).example",
        "a @x.example",
        "\"a\".\"b\"@x.example",
        "Name [x] <a@x.example>",
        "\"open <a@x.example>",
        "(open <a@x.example>",
        "Group: a@x.example",
        "Group: Nested: a@x.example;;",
        "a@x.example;",
        "a@@x.example",
        "@x.example",
        "a@",
        "<>",
        ":;",
        "\\",
        "=?UTF-8?Q?a_<b@y.example>?= <a@x.example>",
      })
  void whatProgramsReadDifferentlyIsNotUnderstood(String value) {
    MailboxList list = MailboxParser.parse(value);

    assertThat(list.isUnderstood()).isFalse();
    assertThat(list.allMatch(address -> true)).isFalse();
  }

  @Test
  void nameIsKeptWhenTheAddressIsNotUnderstood() {
    assertThat(MailboxParser.parse("Just A Name").name()).isEqualTo("Just A Name");
    assertThat(MailboxParser.parse("Foo, \"Bar\" <a@b> <c@d>").name()).isEqualTo("Foo, Bar");
    assertThat(MailboxParser.parse("a@x.example <b@y.example").name()).isEqualTo("a@x.example");
    assertThat(MailboxParser.parse("a@x.example b@y.example").name()).isEmpty();
  }

  @Test
  void nobodyIsNoAuthor() {
    for (String value : List.of("", " ", ",", "(comment)", "Group:;", "Group: ,;")) {
      MailboxList list = MailboxParser.parse(value);

      assertThat(list.mailboxes()).isEmpty();
      assertThat(list.allMatch(address -> true)).isFalse();
    }
  }

  @Test
  void moreAuthorsThanAnyoneHasAreNotUnderstood() {
    assertThat(MailboxParser.parse("a@x.example,".repeat(64)).isUnderstood()).isTrue();
    assertThat(MailboxParser.parse("a@x.example,".repeat(65)).isUnderstood()).isFalse();
  }

  @Test
  void deeplyNestedCommentsAreRead() {
    String deep = "(".repeat(100_000) + ")".repeat(100_000);

    assertThat(MailboxParser.parse(deep + "a@x.example").isUnderstood()).isTrue();
  }
}
