package email.wildduck.james.mailets.route;

import email.wildduck.james.core.relay.UserRelay;
import email.wildduck.james.queue.route.DeliveryTarget;
import email.wildduck.james.queue.route.MxHost;
import email.wildduck.james.queue.route.RelayLogin;
import java.util.List;

/** The target that WildDuck writes for a user's relay ({@code spec/queue.md} §8). */
final class RelayTargets {
  private RelayTargets() {}

  static DeliveryTarget of(UserRelay relay) {
    DeliveryTarget target =
        DeliveryTarget.hosts(List.of(hostOf(relay)))
            .withPort(relay.port())
            .withoutSrs()
            .withoutMtaSts();
    target = relay.isImplicitTls() ? target.withImplicitTls() : target;
    return relay
        .user()
        .map(user -> new RelayLogin(user, relay.password()))
        .map(target::withLogin)
        .orElse(target);
  }

  private static MxHost hostOf(UserRelay relay) {
    String host = relay.host();
    boolean ipv6 = host.contains(":");
    boolean ipv4 = host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    return MxHost.of(0, host, ipv4 ? List.of(host) : List.of(), ipv6 ? List.of(host) : List.of());
  }
}
