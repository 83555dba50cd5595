package email.wildduck.james.endtoend;

import email.wildduck.james.embedded.zonemta.ZoneMtaPorts;
import email.wildduck.james.embedded.zonemta.ZoneMtaSettings;
import java.nio.file.Path;

/**
 * What differs from the configuration that ZoneMTA comes with.
 *
 * @param mongoUri its {@code dbs.mongo}, WildDuck's database
 * @param senderDatabase its {@code dbs.sender}, the database of the queue
 * @param redisUri its {@code dbs.redis}
 * @param instance its {@code queue.instanceId}
 * @param gatewayPort where all its zones deliver to, instead of the recipients' MX
 * @param delivering false for one that only takes mail and keeps it
 */
record ZoneMtaConfiguration(
    String mongoUri,
    String senderDatabase,
    String redisUri,
    String instance,
    int gatewayPort,
    boolean delivering)
    implements ZoneMtaSettings {

  /** What each ZoneMTA calls itself in EHLO. */
  static final String HOST_NAME = "zonemta.example.net";

  /** It takes 0 for the default, and sends mail for a disabled zone through another. */
  private static final int NONE = -1;

  /** Recipients of this domain are in a zone of that name, from which ZoneMTA takes nothing. */
  static final String KEPT = "kept.example";

  /** The same for one that only takes mail and keeps it. */
  ZoneMtaConfiguration onlyKeeping() {
    return new ZoneMtaConfiguration(
        mongoUri, senderDatabase, redisUri, instance, gatewayPort, false);
  }

  @Override
  public String toml(Path plugins, ZoneMtaPorts ports) {
    return """
    # Relative ones are looked up where this file is.
    pluginsPath = "%1$s"
    corePluginsPath = "%1$s"
    [dbs]
    mongo = "%2$s"
    sender = "%3$s"
    redis = "%4$s"
    [queue]
    instanceId = "%5$s"
    [smtpInterfaces.feeder]
    port = %6$d
    processes = 1
    [api]
    port = %7$d
    [queueServer]
    port = %8$d
    # No look-up in the DNS.
    [dns]
    caching = false
    [mtaSts]
    enabled = false
    [[pools.default]]
    address = "127.0.0.1"
    name = "%9$s"
    # Slow enough to leave something to others.
    [zones.default]
    host = "127.0.0.1"
    port = %10$d
    processes = %11$d
    connections = 2
    throttling = "20 messages/second"
    [zones.bounces]
    host = "127.0.0.1"
    port = %10$d
    processes = %11$d
    [zones."%12$s"]
    recipientDomains = ["%12$s"]
    processes = %13$d
    [log]
    level = "verbose"
    """
        .formatted(
            plugins,
            mongoUri,
            senderDatabase,
            redisUri,
            instance,
            ports.smtp(),
            ports.api(),
            ports.queue(),
            HOST_NAME,
            gatewayPort,
            delivering ? 1 : NONE,
            KEPT,
            NONE);
  }
}
