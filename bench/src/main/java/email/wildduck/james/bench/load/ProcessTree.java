package email.wildduck.james.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A process with all that it has started. */
record ProcessTree(ProcessHandle root) {
  private static final String PEAK = "VmHWM:";

  /** User and system time since the start, in steps of 10 ms for each process. */
  Duration cpu() {
    return all()
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** The sum of the most memory that each process had at one time, in kilobytes of 1024 bytes. */
  long peakKilobytes() throws IOException {
    long sum = 0;
    for (ProcessHandle process : all().toList()) {
      sum += peak(Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")));
    }
    return sum;
  }

  private static long peak(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith(PEAK))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  private Stream<ProcessHandle> all() {
    return Stream.concat(Stream.of(root), root.descendants());
  }
}
