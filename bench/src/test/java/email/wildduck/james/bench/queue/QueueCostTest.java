package email.wildduck.james.bench.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

/** Measurements that nobody makes break; here they are made once, and speed does not count. */
class QueueCostTest {

  @Test
  void eachStepIsMeasuredAndTheWholeWayCostsNoMoreThanEight() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    QueueCost.run(100, 1, 2, new PrintStream(out, true, UTF_8));
    assertThat(out.toString(UTF_8))
        .contains("| accepted | 3.0 |")
        .contains("| whole way with room | 8.0 |")
        .contains("now to before");
  }

  @Test
  void messagesOfManyTimesTheHeapPassThroughAProcess() throws Exception {
    assertThat(LargeMessages.run(150, 1024 * 1024, 64)).contains("150 messages");
  }
}
