package email.wildduck.james.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadOptionsTest {
  private final LoadOptions full =
      LoadOptions.full(Path.of("server"), Path.of("programs"), Path.of("homes"));

  @Test
  void aFullRunHasAllCasesOfBothSidesInThreeRounds() {
    assertThat(full.cases()).hasSize(16).doesNotHaveDuplicates();
    assertThat(full.sides()).containsExactlyInAnyOrder(Side.SERVER, Side.ZONEMTA);
    assertThat(full.rounds()).isEqualTo(3);
  }

  @Test
  void argumentsChangeWhatTheyName() {
    LoadOptions some =
        full.with("few")
            .with("rounds=5")
            .with("seconds=4")
            .with("warmup=240")
            .with("plugin=checkout")
            .with("server");

    assertThat(some)
        .isEqualTo(
            new LoadOptions(
                full.distribution(),
                full.programs(),
                Optional.of(Path.of("checkout")),
                full.folder(),
                Set.of(Side.SERVER),
                LoadCase.few(),
                5,
                Duration.ofSeconds(4),
                Duration.ofSeconds(240),
                full.singles()));
    assertThat(full.with("case=100,10,1,reused").cases())
        .containsExactly(new LoadCase(100, 10, 1, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"postfix", "rounds=0", "rounds=x", "seconds=", "case=10,50"})
  void anythingElseIsRefused(String argument) {
    assertThatThrownBy(() -> full.with(argument)).isInstanceOf(IllegalArgumentException.class);
  }
}
