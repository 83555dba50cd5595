package email.wildduck.james.delivery.route;

import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.delivery.dns.DnsException;
import email.wildduck.james.delivery.dns.MailDns;
import email.wildduck.james.delivery.dns.MxRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The first MX of domains, remembered for as long as ZoneMTA's plugin does: 8 hours, and 1 hour
 * when there is none. That DNS gave no answer is remembered for a minute, so that a burst of mail
 * does not wait for it again and again. The 10,000 domains that were asked for last are kept.
 * Thread-safe.
 */
public final class BestMx {
  private static final Duration FOUND = Duration.ofHours(8);
  private static final Duration NONE = Duration.ofHours(1);
  private static final Duration NO_ANSWER = Duration.ofMinutes(1);
  private static final int MOST = 10_000;

  private final MailDns dns;
  private final Clock clock;
  private final Map<String, Answer> answers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
          return size() > MOST;
        }
      };

  /**
   * @param dns its time limit is that of a look-up
   */
  public BestMx(MailDns dns, Clock clock) {
    this.dns = dns;
    this.clock = clock;
  }

  /**
   * The name of the first MX in lower case; empty when the domain has none or takes no mail (RFC
   * 7505).
   *
   * @throws DnsException when DNS gave no answer, or gave none within the last minute
   */
  public Optional<String> of(String domain) throws DnsException {
    String name = AddressNormalizer.asciiDomain(domain);
    return known(name).orElseGet(() -> ask(name)).get();
  }

  private Optional<Answer> known(String name) {
    synchronized (answers) {
      return Optional.ofNullable(answers.get(name))
          .filter(answer -> clock.instant().isBefore(answer.until));
    }
  }

  private Answer ask(String name) {
    Answer answer = look(name);
    synchronized (answers) {
      answers.put(name, answer);
    }
    return answer;
  }

  private Answer look(String name) {
    try {
      Optional<String> best =
          dns.mailExchangers(name).stream()
              .filter(record -> !record.isNull())
              .min(Comparator.comparingInt(MxRecord::priority).thenComparing(MxRecord::exchange))
              .map(record -> record.exchange().toLowerCase(Locale.ROOT));
      return new Answer(best, Optional.empty(), in(best.isPresent() ? FOUND : NONE));
    } catch (DnsException e) {
      return new Answer(Optional.empty(), Optional.of(e), in(NO_ANSWER));
    }
  }

  private Instant in(Duration time) {
    return clock.instant().plus(time);
  }

  private static final class Answer {
    private final Optional<String> best;
    private final Optional<DnsException> failure;
    private final Instant until;

    Answer(Optional<String> best, Optional<DnsException> failure, Instant until) {
      this.best = best;
      this.failure = failure;
      this.until = until;
    }

    Optional<String> get() throws DnsException {
      if (failure.isPresent()) {
        throw new DnsException(String.valueOf(failure.get().getMessage()), failure.get());
      }
      return best;
    }
  }
}
