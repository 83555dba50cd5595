package email.wildduck.james.delivery.limit;

import email.wildduck.james.core.MutableClock;
import email.wildduck.james.core.TestConfiguration;
import email.wildduck.james.core.TestRedis;
import email.wildduck.james.delivery.Sending;
import email.wildduck.james.delivery.TestDns;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.DeliveryResult;
import email.wildduck.james.delivery.attempt.Recipient;
import email.wildduck.james.delivery.attempt.RecipientOutcome;
import email.wildduck.james.delivery.attempt.Target;
import email.wildduck.james.delivery.attempt.Transport;
import email.wildduck.james.delivery.share.SharedRedis;
import email.wildduck.james.delivery.site.Sites;
import email.wildduck.james.delivery.source.AddressNames;
import email.wildduck.james.embedded.TestStores;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.protocol.CommandType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Nodes that share a Redis; mail for anything at google.example goes to 127.0.0.1. */
final class Restrained implements AutoCloseable {
  static final String SITE = "mx.google.example";

  /** All that nodes with this prefix do is kept apart from other tests. */
  final String prefix = "test:" + UUID.randomUUID() + ":";

  final MutableClock clock = new MutableClock("2030-01-31T10:00:00Z");
  final TestRedis redis = TestRedis.start();
  final AtomicInteger calls = new AtomicInteger();
  private final String user = "user-" + UUID.randomUUID();
  private Optional<RedisClient> restricted = Optional.empty();
  private final TestDns dns = new TestDns();
  private final String configuration;

  Restrained(String configuration) {
    this.configuration = configuration;
    dns.mx("one.example", 10, SITE).mx("two.example", 10, SITE).host(SITE, "127.0.0.1");
    dns.mx("three.example", 10, SITE).mx("four.example", 10, SITE);
    dns.mx("other.example", 10, "mx.other.example").host("mx.other.example", "127.0.0.1");
  }

  /** One more node. */
  Node node() {
    return node(redis.commands());
  }

  /** One whose calls of Redis are counted in {@link #calls}. */
  @SuppressWarnings("unchecked") // a proxy of the interface is one
  Node nodeWithCountedCalls() {
    return node(
        (RedisClusterCommands<String, String>)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RedisClusterCommands.class},
                (proxy, method, arguments) -> {
                  calls.incrementAndGet();
                  try {
                    return method.invoke(redis.commands(), arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                }));
  }

  Node nodeWithoutRedis() {
    return node(redis.brokenCommands());
  }

  /** One whose user in Redis may use these commands on the keys of this test, and nothing else. */
  Node nodeWithPermissions(String commands) {
    AclSetuserArgs rules =
        AclSetuserArgs.Builder.on().addPassword("secret").keyPattern(prefix + "*").noCommands();
    for (String command : commands.split(" ")) {
      rules.addCommand(CommandType.valueOf(command.toUpperCase(Locale.ROOT)));
    }
    redis.commands().aclSetuser(user, rules);
    RedisURI uri =
        RedisURI.builder(RedisURI.create(TestStores.redisUri()))
            .withAuthentication(user, "secret")
            .build();
    restricted = Optional.of(RedisClient.create(uri));
    return node(restricted.get().connect().sync());
  }

  /** What Redis has refused to that user, but for the name that its client gives itself. */
  List<String> refusals() {
    return redis.commands().aclLog().stream()
        .map(String::valueOf)
        .filter(entry -> entry.contains(user) && !entry.contains("object=client"))
        .collect(Collectors.toList());
  }

  /** One whose every attempt ends with an error of the program. */
  Node nodeThatBreaks() {
    return node(
        redis.commands(),
        new Transport() {
          @Override
          public DeliveryResult deliver(DeliveryRequest request) {
            throw new IllegalStateException("broken");
          }

          @Override
          public void close() {}
        });
  }

  private Node node(RedisClusterCommands<String, String> commands) {
    return node(commands, Sending.transport(Sending.SETTINGS, dns));
  }

  private Node node(RedisClusterCommands<String, String> commands, Transport transport) {
    Restraint restraint =
        new Restraint(
            TestConfiguration.of(configuration),
            new SharedRedis(commands, prefix, clock),
            AddressNames.ofHost("client.example"),
            clock);
    return new Node(restraint, restraint.on(transport, new Sites(dns, new Random(1))));
  }

  @Override
  public void close() {
    restricted.ifPresent(
        client -> {
          client.shutdown();
          redis.commands().aclDeluser(user);
        });
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
