package email.wildduck.james.bench.load;

import java.time.Duration;
import java.util.List;

/**
 * What the clients of a case have got rid of.
 *
 * @param start {@link System#nanoTime} when they began to connect
 * @param end the same when the last had its reply
 * @param waits for each message the nanoseconds from the final dot to the reply, in order
 */
record Sent(long start, long end, List<Long> waits) {

  /** Makes the value immutable. */
  Sent {
    waits = waits.stream().sorted().toList();
  }

  int messages() {
    return waits.size();
  }

  /** Messages each second. */
  double rate() {
    return messages() / seconds(end - start);
  }

  /** Messages each second, when they were all delivered at this {@link System#nanoTime}. */
  double rateUntil(long delivered) {
    return messages() / seconds(delivered - start);
  }

  /** How long this share of the messages waited at most. */
  Duration wait(double share) {
    int index = (int) Math.ceil(share * waits.size()) - 1;
    return Duration.ofNanos(waits.get(Math.max(0, index)));
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
