package email.wildduck.james.mailets.deliver;

import com.google.common.net.InetAddresses;
import email.wildduck.james.core.config.ZoneConfiguration;
import email.wildduck.james.core.config.ZonesConfiguration;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.delivery.attempt.DeliveryPolicy;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.DeliveryRequestBuilder;
import email.wildduck.james.delivery.attempt.Login;
import email.wildduck.james.delivery.attempt.Recipient;
import email.wildduck.james.delivery.attempt.Target;
import email.wildduck.james.delivery.attempt.TargetHost;
import email.wildduck.james.delivery.attempt.TlsMode;
import email.wildduck.james.mailets.local.HandOver;
import email.wildduck.james.mailets.local.HandOvers;
import email.wildduck.james.queue.james.MailMessages;
import email.wildduck.james.queue.mail.AttemptSender;
import email.wildduck.james.queue.mail.LeasedMail;
import email.wildduck.james.queue.mail.OriginalAddress;
import email.wildduck.james.queue.route.DeliveryTarget;
import email.wildduck.james.queue.route.DsnRequest;
import email.wildduck.james.queue.route.MxHost;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;

/**
 * What the transport is asked to do for a delivery. The target is the one of its {@link HandOver}
 * to a recipient of this WildDuck, or else, in ZoneMTA's order, that of the delivery, the {@code
 * host} of its zone, or the MX of the recipient's domain. Immutable.
 */
public final class DeliveryRequests {
  private final Map<String, ZoneConfiguration> zones = new HashMap<>();
  private final ZonePolicies policies;

  /** With the hosts and ports of all zones. */
  public DeliveryRequests(ZonesConfiguration configuration) {
    configuration.all().forEach(zone -> zones.put(zone.name(), zone));
    policies = new ZonePolicies(configuration);
  }

  /**
   * The requests for a Mail that stands for deliveries: one for each target, with its recipients in
   * their order. They are valid until the Mail's message is changed or disposed.
   *
   * @throws IllegalArgumentException when a delivery cannot be sent in this way at all
   */
  public Map<DeliveryRequest, List<MailAddress>> of(
      Mail mail, Map<MailAddress, QueuedDelivery> deliveries) throws MessagingException {
    Map<Object, List<MailAddress>> together = new LinkedHashMap<>();
    deliveries.forEach(
        (recipient, delivery) ->
            together
                .computeIfAbsent(belongingOf(mail, delivery), key -> new ArrayList<>())
                .add(recipient));
    Map<DeliveryRequest, List<MailAddress>> requests = new LinkedHashMap<>();
    for (List<MailAddress> recipients : together.values()) {
      List<QueuedDelivery> group =
          recipients.stream().map(deliveries::get).collect(Collectors.toList());
      requests.put(requestFor(mail, group), recipients);
    }
    return requests;
  }

  /** An address beyond ASCII goes by itself: it needs SMTPUTF8, which the others do not. */
  private static Object belongingOf(Mail mail, QueuedDelivery delivery) {
    String recipient = delivery.recipient();
    return List.of(
        delivery.target().toFields(),
        HandOvers.of(mail, recipient).map(HandOver::belonging).orElse(""),
        domainOf(recipient).toLowerCase(Locale.ROOT),
        recipient.chars().allMatch(c -> c < 0x80));
  }

  private DeliveryRequest requestFor(Mail mail, List<QueuedDelivery> deliveries)
      throws MessagingException {
    QueuedDelivery first = deliveries.get(0);
    String id = deliveries.size() == 1 ? first.toString() : first.id().asString();
    Optional<HandOver> local = HandOvers.of(mail, first.recipient());
    RawMessage message = MailMessages.rawMessage(mail);
    String mailFrom = AttemptSender.of(mail);
    DeliveryTarget wanted = local.isPresent() ? withoutLocalHosts(first.target()) : first.target();
    Target target = local.flatMap(HandOver::target).orElseGet(() -> targetOf(first, wanted));
    DeliveryRequestBuilder request =
        DeliveryRequest.builder(
                id, local.map(handOver -> handOver.marked(message)).orElse(message), target)
            .sender(local.map(handOver -> handOver.senderOr(mailFrom)).orElse(mailFrom))
            .permit(() -> LeasedMail.isSurelyOurs(mail))
            .zone(first.zone())
            .policy(policyOf(first.zone(), wanted, target));
    deliveries.forEach(delivery -> request.recipient(recipientOf(delivery)));
    first.dsn().ret().ifPresent(request::ret);
    first.dsn().envid().ifPresent(request::envelopeId);
    return request.build();
  }

  /** What a zone demands of encryption is for the way to others, not for that within the house. */
  private DeliveryPolicy policyOf(String zone, DeliveryTarget wanted, Target target) {
    DeliveryPolicy ofZone = policies.of(zone, wanted.login().isPresent());
    return target.isLocalDelivery() ? ofZone.withTls(TlsMode.OPPORTUNISTIC) : ofZone;
  }

  private static Recipient recipientOf(QueuedDelivery delivery) {
    DsnRequest dsn = delivery.dsn();
    Recipient recipient = Recipient.of(delivery.recipient()).withSourceKey(delivery.toString());
    recipient = dsn.notifyOn().map(recipient::withNotify).orElse(recipient);
    return OriginalAddress.parameterOf(dsn).map(recipient::withOriginalRecipient).orElse(recipient);
  }

  /**
   * Where a delivery goes that is not handed over to a recipient of this WildDuck.
   *
   * @throws IllegalArgumentException when it cannot be sent in this way at all
   */
  Target targetOf(QueuedDelivery delivery) {
    return targetOf(delivery, delivery.target());
  }

  /** Port and all else that is said with such hosts is said about them. */
  private static DeliveryTarget withoutLocalHosts(DeliveryTarget target) {
    return target.hosts().stream().anyMatch(MxHost::isLocalDelivery)
        ? DeliveryTarget.mxOfDomain()
        : target;
  }

  private Target targetOf(QueuedDelivery delivery, DeliveryTarget wanted) {
    if (wanted.isHttp()) {
      return Target.http(wanted.url().orElse(""));
    }
    Optional<ZoneConfiguration> zone = Optional.ofNullable(zones.get(delivery.zone()));
    Target target =
        wanted.hosts().isEmpty()
            ? zone.flatMap(ZonePolicies::relayOf)
                .orElseGet(() -> Target.mxOf(domainOf(delivery.recipient())))
            : Target.hosts(hosts(wanted.hosts()));
    target =
        target.onPort(wanted.port().orElseGet(() -> zone.map(ZoneConfiguration::port).orElse(25)));
    target = wanted.isWithoutMtaSts() ? target.withoutMtaSts() : target;
    target = wanted.isImplicitTls() ? target.overImplicitTls() : target;
    Optional<Login> login = wanted.login().map(given -> new Login(given.user(), given.password()));
    target = login.map(target::withLogin).orElse(target);
    return wanted.hosts().stream().anyMatch(MxHost::isLocalDelivery)
        ? target.asLocalDelivery()
        : target;
  }

  private static List<TargetHost> hosts(List<MxHost> hosts) {
    List<TargetHost> targets = new ArrayList<>();
    for (MxHost host : hosts) {
      List<String> texts = new ArrayList<>(host.ipv4());
      texts.addAll(host.ipv6());
      List<InetAddress> addresses = new ArrayList<>();
      texts.forEach(text -> literal(text).ifPresent(addresses::add));
      targets.add(TargetHost.of(host.priority(), host.exchange(), addresses));
    }
    return targets;
  }

  /** Only a literal: a name would be looked up here. */
  private static Optional<InetAddress> literal(String text) {
    return Optional.of(text).filter(InetAddresses::isInetAddress).map(InetAddresses::forString);
  }

  static String domainOf(String address) {
    return address.substring(address.lastIndexOf('@') + 1);
  }
}
