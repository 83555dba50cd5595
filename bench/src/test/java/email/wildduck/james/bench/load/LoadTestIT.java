package email.wildduck.james.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measurements that nobody makes break; here they are made for a moment, and speed does not count.
 */
class LoadTestIT {
  private static final Path DISTRIBUTION = Path.of(System.getProperty("wildduck.distribution"));

  @Test
  void theServerIsMeasuredUnderLoad(@TempDir Path folder) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    LoadTest.run(
        LoadOptions.smoke(DISTRIBUTION, folder), new PrintStream(out, true, UTF_8), System.err);

    assertThat(out.toString(UTF_8))
        .containsPattern(
            "\\| 10 KB, 2 clients, 10 recipients, connections reused \\| this server \\|")
        .containsPattern(
            "\\| this server \\| [0-9.]+ ms / [0-9.]+ ms \\| [0-9]+/s \\| [0-9]+ MB \\|")
        .containsPattern("The sink takes [1-9][0-9]* messages of 10 KB");
  }
}
