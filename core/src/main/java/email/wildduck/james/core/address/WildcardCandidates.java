package email.wildduck.james.core.address;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The wildcard addresses an address could match ({@code pre*@domain}, {@code *post@domain}, {@code
 * *@domain}), and which of those that exist is the best.
 */
final class WildcardCandidates {
  /** Longer beginnings and ends are not tried. */
  static final int MAX_AFFIX = 32;

  private final List<String> addresses;
  private final List<String> preferences;

  private WildcardCandidates(List<String> addresses, List<String> preferences) {
    this.addresses = addresses;
    this.preferences = preferences;
  }

  /** Candidates in the asked domain and, behind them, in the domain it is an alias of. */
  static WildcardCandidates of(String local, String domain, Optional<String> aliasOf) {
    List<String> own = forDomain(local, domain);
    List<String> others = aliasOf.map(d -> forDomain(local, d)).orElse(List.of());
    List<String> addresses = new ArrayList<>(own);
    addresses.addAll(others);
    Comparator<String> shortestFirst = Comparator.comparingInt(String::length);
    List<String> preferences = new ArrayList<>(sorted(own, shortestFirst.reversed()));
    // WildDuck ranks the target of an alias the other way round, so that every wildcard there ties.
    preferences.addAll(sorted(others, shortestFirst));
    return new WildcardCandidates(addresses, preferences);
  }

  /** All candidates of one domain, the longest first. */
  static List<String> forDomain(String local, String domain) {
    List<String> candidates = new ArrayList<>();
    for (int length = Math.min(local.length(), MAX_AFFIX); length > 0; length--) {
      candidates.add(local.substring(0, length) + "*@" + domain);
      candidates.add("*" + local.substring(local.length() - length) + "@" + domain);
    }
    candidates.add("*@" + domain);
    return candidates;
  }

  List<String> addresses() {
    return addresses;
  }

  /**
   * How good a found {@code addrview} is, 0 being the best: the place of the first preference that
   * is part of it.
   */
  int rank(String addrview) {
    for (int i = 0; i < preferences.size(); i++) {
      if (addrview.contains(preferences.get(i))) {
        return i;
      }
    }
    return preferences.size();
  }

  private static List<String> sorted(List<String> candidates, Comparator<String> order) {
    return candidates.stream()
        .map(c -> c.startsWith("*") ? c.substring(1) : c)
        .sorted(order)
        .collect(Collectors.toList());
  }
}
