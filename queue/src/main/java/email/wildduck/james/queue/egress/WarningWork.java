package email.wildduck.james.queue.egress;

import email.wildduck.james.queue.failure.WrittenReport;
import email.wildduck.james.queue.store.BrokenEntryException;
import java.io.IOException;
import java.util.Optional;

/** Writes warnings to senders. Thread-safe. */
public interface WarningWork {
  /**
   * Writes the warning that deliveries of one message wait, if there may be one, and does not queue
   * it.
   *
   * @return empty when there is to be none
   * @throws BrokenEntryException when the message cannot be read, and never will be
   * @throws IOException when it cannot be written now; other exceptions say the same
   */
  Optional<WrittenReport> warn(DeliveryGroup delayed) throws BrokenEntryException, IOException;
}
