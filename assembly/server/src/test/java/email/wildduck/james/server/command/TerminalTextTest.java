package email.wildduck.james.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTextTest {

  @Test
  void whatATerminalActsUponIsReplaced() {
    assertThat(TerminalText.safe("a\u001b[2J\r\nb\u202ec \u00e4\u20ac"))
        .isEqualTo("a?[2J??b?c \u00e4\u20ac");
  }

  @Test
  void ageIsToldInItsLargestUnit() {
    assertThat(TerminalText.age(0)).isEqualTo("0 s");
    assertThat(TerminalText.age(119)).isEqualTo("119 s");
    assertThat(TerminalText.age(120)).isEqualTo("2 min");
    assertThat(TerminalText.age(7200)).isEqualTo("2 h");
    assertThat(TerminalText.age(172_800)).isEqualTo("2 d");
  }
}
