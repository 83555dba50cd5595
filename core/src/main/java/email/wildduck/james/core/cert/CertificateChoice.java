package email.wildduck.james.core.cert;

import email.wildduck.james.core.error.TemporaryFailureException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Chooses the certificate of a handshake on one port. The order:
 *
 * <ol>
 *   <li>named certificates from files that are for exactly this name
 *   <li>what the search (WildDuck's database) finds
 *   <li>named certificates from files with a wildcard for it
 *   <li>the port's own
 * </ol>
 *
 * <p>One that is not valid now is passed over while another of these is for the name. Of several at
 * one place that which expires last is taken. Thread-safe.
 */
public final class CertificateChoice {
  private static final Comparator<ServerCertificate> LONGEST_FIRST =
      Comparator.comparing(ServerCertificate::expires).reversed();

  private final Supplier<List<ServerCertificate>> own;
  private final Supplier<List<ServerCertificate>> named;
  private final CertificateSearch search;
  private final Clock clock;
  private final CertificateEvents events;
  private final CertificateMetrics metrics;

  /**
   * @param own the port's own, at least one; several are for several kinds of keys
   * @param named from files
   */
  public CertificateChoice(
      Supplier<List<ServerCertificate>> own,
      Supplier<List<ServerCertificate>> named,
      CertificateSearch search,
      Clock clock,
      CertificateEvents events,
      CertificateMetrics metrics) {
    this.own = own;
    this.named = named;
    this.search = search;
    this.clock = clock;
    this.events = events;
    this.metrics = metrics;
  }

  /**
   * The certificates for a handshake, of which the first whose kind of key the client knows is to
   * be shown; at least one.
   *
   * @param name what the client asked for, none when it did not
   */
  public List<ServerCertificate> choose(Optional<ServerName> name) {
    Handshake handshake = new Handshake(clock.instant(), own.get());
    List<ServerCertificate> chosen = name.map(handshake::chooseFor).orElse(handshake.ofPort);
    metrics.count(handshake.result(chosen));
    events.warnWhenExpired(chosen.get(0));
    return chosen;
  }

  /** One choice. */
  private final class Handshake {
    final Instant now;
    final List<ServerCertificate> ofPort;
    final List<ServerCertificate> passedOver = new ArrayList<>();
    boolean failed;

    Handshake(Instant now, List<ServerCertificate> ofPort) {
      this.now = now;
      this.ofPort = ofPort;
    }

    List<ServerCertificate> chooseFor(ServerName name) {
      List<ServerCertificate> files = named.get();
      return valid(files, file -> file.names(name))
          .or(() -> valid(search(name), found -> true))
          .or(() -> valid(files, file -> file.covers(name)))
          .or(() -> valid(ofPort, file -> file.covers(name)))
          .orElseGet(() -> passedOver.isEmpty() ? ofPort : List.of(passedOver.get(0)));
    }

    private Optional<List<ServerCertificate>> valid(
        List<ServerCertificate> place, Predicate<ServerCertificate> isFor) {
      List<ServerCertificate> candidates =
          place.stream().filter(isFor).sorted(LONGEST_FIRST).collect(Collectors.toList());
      List<ServerCertificate> valid =
          candidates.stream().filter(c -> c.isValidAt(now)).collect(Collectors.toList());
      passedOver.addAll(candidates);
      return Optional.of(valid).filter(found -> !found.isEmpty());
    }

    private List<ServerCertificate> search(ServerName name) {
      try {
        return search.find(name).map(List::of).orElse(List.of());
      } catch (TemporaryFailureException e) {
        failed = true;
        return List.of();
      }
    }

    String result(List<ServerCertificate> chosen) {
      if (!ofPort.contains(chosen.get(0))) {
        return "hit";
      }
      return failed ? "error" : "default";
    }
  }
}
