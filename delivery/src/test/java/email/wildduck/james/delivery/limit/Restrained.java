package email.wildduck.james.delivery.limit;

import email.wildduck.james.core.MutableClock;
import email.wildduck.james.core.TestConfiguration;
import email.wildduck.james.core.TestRedis;
import email.wildduck.james.delivery.Sending;
import email.wildduck.james.delivery.TestDns;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.Recipient;
import email.wildduck.james.delivery.attempt.RecipientOutcome;
import email.wildduck.james.delivery.attempt.Target;
import email.wildduck.james.delivery.share.SharedRedis;
import email.wildduck.james.delivery.site.Sites;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.Random;
import java.util.UUID;

/** Nodes that share a Redis; mail for anything at google.example goes to 127.0.0.1. */
final class Restrained implements AutoCloseable {
  static final String SITE = "mx.google.example";

  /** All that nodes with this prefix do is kept apart from other tests. */
  final String prefix = "test:" + UUID.randomUUID() + ":";

  final MutableClock clock = new MutableClock("2030-01-31T10:00:00Z");
  final TestRedis redis = TestRedis.start();
  private final TestDns dns = new TestDns();
  private final String configuration;

  Restrained(String configuration) {
    this.configuration = configuration;
    dns.mx("one.example", 10, SITE).mx("two.example", 10, SITE).host(SITE, "127.0.0.1");
    dns.mx("other.example", 10, "mx.other.example").host("mx.other.example", "127.0.0.1");
  }

  /** One more node. */
  Node node() {
    return node(redis.commands());
  }

  Node nodeWithoutRedis() {
    return node(redis.brokenCommands());
  }

  private Node node(RedisClusterCommands<String, String> commands) {
    Restraint restraint =
        new Restraint(
            TestConfiguration.of(configuration),
            new SharedRedis(commands, prefix, clock),
            "client.example",
            clock);
    return new Node(
        restraint,
        restraint.on(Sending.transport(Sending.SETTINGS, dns), new Sites(dns, new Random(1))));
  }

  @Override
  public void close() {
    redis.close();
  }

  static final class Node implements AutoCloseable {
    final Restraint restraint;
    final LimitedTransport transport;

    Node(Restraint restraint, LimitedTransport transport) {
      this.restraint = restraint;
      this.transport = transport;
    }

    RecipientOutcome send(String id, String domain, int port) {
      return Sending.only(transport.deliver(request(id, domain, port, "alice@example.com")));
    }

    RecipientOutcome sendFromNobody(String id, String domain, int port) {
      return Sending.only(transport.deliver(request(id, domain, port, "")));
    }

    static DeliveryRequest request(String id, String domain, int port, String sender) {
      return DeliveryRequest.builder(
              id, Sending.message(Sending.MESSAGE), Target.mxOf(domain).onPort(port))
          .sender(sender)
          .recipient(Recipient.of("bob@" + domain))
          .zone("default")
          .build();
    }

    @Override
    public void close() {
      transport.close();
    }
  }
}
