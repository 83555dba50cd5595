package email.wildduck.james.mailets.deliver;

import email.wildduck.james.delivery.dsn.Report;
import email.wildduck.james.delivery.zone.ZoneRules;
import java.util.Optional;

/** The sending zone of reports to senders. Immutable. */
public final class ReportZone {
  private final Optional<String> zone;
  private final ZoneRules rules;

  /**
   * @param zone of all reports; empty when the rules choose one for each
   */
  public ReportZone(Optional<String> zone, ZoneRules rules) {
    this.zone = zone;
    this.rules = rules;
  }

  String of(Report report) {
    return zone.orElseGet(
        () -> rules.zoneOf(report.message().headers(), "", report.recipient(), ""));
  }
}
