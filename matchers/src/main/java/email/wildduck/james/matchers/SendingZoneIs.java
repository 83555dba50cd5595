package email.wildduck.james.matchers;

import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.core.config.ZoneConfiguration;
import email.wildduck.james.queue.mail.QueuedMail;
import email.wildduck.james.queue.mail.Routes;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;

/**
 * Matches recipients by their sending zone. In the processor {@code egress} that is the zone the
 * delivery was taken from, and all recipients of the Mail match or none. Before the queue it is the
 * zone that the mailet {@code Route} has chosen for the recipient; before {@code Route} nobody
 * matches.
 *
 * <ul>
 *   <li>condition – names of zones in {@code wildduck.xml}, separated by commas. A zone that is not
 *       there stops the start.
 * </ul>
 *
 * <pre>{@code
 * <mailet match="email.wildduck.james.matchers.SendingZoneIs=bulk" class="ToProcessor">
 *   <processor>bulk-mail</processor>
 * </mailet>
 * }</pre>
 */
public final class SendingZoneIs extends GenericMatcher {
  private final List<String> known;
  private List<String> zones = List.of();

  /** With the zones of this server. */
  @Inject
  public SendingZoneIs(WildDuckConfiguration configuration) {
    known =
        configuration.zones().all().stream()
            .map(ZoneConfiguration::name)
            .collect(Collectors.toList());
  }

  @Override
  public void init() throws MessagingException {
    zones = Condition.entries(this, "zone");
    for (String zone : zones) {
      if (!known.contains(zone)) {
        throw Condition.wrong(
            this, "there is no zone " + zone + "; the zones are " + String.join(", ", known));
      }
    }
  }

  @Override
  public Collection<MailAddress> match(Mail mail) {
    Optional<QueuedDelivery> delivery = QueuedMail.deliveryOf(mail);
    return delivery.isPresent()
        ? Condition.all(mail, zones.contains(delivery.get().zone()))
        : mail.getRecipients().stream()
            .filter(
                recipient ->
                    Routes.of(mail, recipient)
                        .filter(route -> zones.contains(route.zone()))
                        .isPresent())
            .collect(Collectors.toList());
  }
}
