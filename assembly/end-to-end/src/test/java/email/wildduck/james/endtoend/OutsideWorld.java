package email.wildduck.james.endtoend;

import email.wildduck.james.embedded.sink.Envelope;
import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.embedded.sink.SmtpReply;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.embedded.sink.SmtpStage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Everybody who gets mail, behind one SMTP server. Domains can be busy for a while. */
final class OutsideWorld implements AutoCloseable {
  private static final SmtpReply LATER = new SmtpReply(451, "4.7.1 Greylisted, try again later");

  private static final SmtpReply NEVER = new SmtpReply(550, "5.1.1 Nobody here");

  private final Set<String> closed = ConcurrentHashMap.newKeySet();
  private final Set<String> busy = ConcurrentHashMap.newKeySet();
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();
  private final Map<String, CountDownLatch> silent = new ConcurrentHashMap<>();
  private final SmtpSink sink = SmtpSink.builder().script(this::reply).start();

  private Optional<SmtpReply> reply(SmtpStage stage, Envelope envelope) {
    if (stage != SmtpStage.RCPT) {
      return Optional.empty();
    }
    List<String> recipients = envelope.recipients();
    String recipient = recipients.get(recipients.size() - 1);
    String domain = recipient.substring(recipient.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    waitWhileSilent(domain);
    if (closed.contains(domain)) {
      return Optional.of(NEVER);
    }
    return busy.contains(domain) ? Optional.of(LATER) : Optional.empty();
  }

  private void waitWhileSilent(String domain) {
    CountDownLatch latch = silent.get(domain);
    if (latch != null) {
      waiting.add(domain);
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Who names a recipient of a domain, in lower case, gets no reply for now. */
  void beSilent(String domain) {
    silent.put(domain, new CountDownLatch(1));
  }

  /** Whether somebody has named a recipient of a domain that is silent. */
  boolean isAskedFor(String domain) {
    return waiting.contains(domain);
  }

  /** All who wait for a reply get one, too. */
  void speak(String domain) {
    silent.remove(domain).countDown();
  }

  /** Recipients of a domain, in lower case, are refused for now. */
  void refuseForNow(String domain) {
    busy.add(domain);
  }

  /** Recipients of a domain, in lower case, are refused for good. */
  void refuseForGood(String domain) {
    closed.add(domain);
  }

  /** Recipients of a domain are accepted again. */
  void accept(String domain) {
    busy.remove(domain);
  }

  /** Where it listens. */
  int port() {
    return sink.port();
  }

  /** What has been received so far, in order of arrival. */
  List<ReceivedMail> received() {
    return sink.received();
  }

  /** The first mail that fits, as soon as it is there. */
  ReceivedMail awaitMail(Predicate<ReceivedMail> wanted, Duration limit)
      throws InterruptedException, TimeoutException {
    return sink.awaitMail(wanted, limit);
  }

  @Override
  public void close() {
    sink.close();
  }
}
