package email.wildduck.james.delivery.dns;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Record;

/** Waits for what dnsjava answers, and reads it. */
final class Answers {
  private Answers() {}

  /**
   * @param question for the log
   * @throws DnsException when there is no answer in time; what dnsjava threw is its cause
   */
  static <T> T await(CompletionStage<T> asked, Duration limit, String question)
      throws DnsException {
    try {
      return asked.toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new DnsException("DNS failed for " + question, e.getCause());
    } catch (TimeoutException e) {
      throw new DnsException("DNS did not answer in time for " + question, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DnsException("interrupted while asking for " + question, e);
    }
  }

  /** A record of type MX; the root as exchanger is that of a null MX. */
  static MxRecord mx(Record record) {
    MXRecord mx = (MXRecord) record;
    return new MxRecord(mx.getPriority(), mx.getTarget().toString(true).replaceFirst("^\\.$", ""));
  }
}
