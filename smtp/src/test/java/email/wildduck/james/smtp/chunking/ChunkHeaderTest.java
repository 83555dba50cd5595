package email.wildduck.james.smtp.chunking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkHeaderTest {

  @Test
  void sizeIsReadWithAndWithoutLast() {
    assertThat(ChunkHeader.parse("86").orElseThrow().octets()).isEqualTo(86);
    assertThat(ChunkHeader.parse("86").orElseThrow().isLast()).isFalse();
    assertThat(ChunkHeader.parse("0 last").orElseThrow().isLast()).isTrue();
    assertThat(ChunkHeader.parse(" 5  LAST ").orElseThrow().octets()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "LAST", "-1", "1 LAST LAST", "12x", "0x10", "1234567890123456789", "1LAST"})
  void whatIsNoSizeIsRefused(String argument) {
    assertThat(ChunkHeader.parse(argument)).isEmpty();
  }
}
