package email.wildduck.james.delivery.limit;

import email.wildduck.james.delivery.attempt.Failure;
import java.util.Objects;
import java.util.Optional;

/** Whether an attempt may begin; to be closed when it has ended. Used once. */
final class Entry implements AutoCloseable {
  private final Optional<Failure> refusal;
  private final Runnable end;

  private Entry(Optional<Failure> refusal, Runnable end) {
    this.refusal = refusal;
    this.end = Objects.requireNonNull(end);
  }

  static Entry allowed(Runnable end) {
    return new Entry(Optional.empty(), end);
  }

  static Entry refused(Failure refusal) {
    return new Entry(Optional.of(refusal), () -> {});
  }

  /** Why it may not. */
  Optional<Failure> refusal() {
    return refusal;
  }

  @Override
  public void close() {
    end.run();
  }
}
