package email.wildduck.james.bench.load;

import email.wildduck.james.embedded.client.Conversation;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.zonemta.ZoneMtaPorts;
import email.wildduck.james.embedded.zonemta.ZoneMtaSettings;
import email.wildduck.james.server.demo.DemoData;
import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;

/**
 * A ZoneMTA that is set up for speed: two processes that take mail and two that send it, as there
 * are two cores, twenty connections of each, as our zone has, and no limit for a domain below that.
 *
 * @param folder with {@code private-key.pem}, {@code certificates.pem} and {@code dkim.pem}
 * @param withPlugin whether the plugin for WildDuck knows the users, their limits and their keys
 * @param gatewayPort where all its zones deliver to, instead of the recipients' MX
 * @param trust for its certificate
 */
record ZoneMtaLoadSettings(
    Path folder, Stores stores, boolean withPlugin, int gatewayPort, SSLContext trust)
    implements ZoneMtaSettings {

  @Override
  public String instance() {
    return "load";
  }

  @Override
  public SmtpClient connect(ZoneMtaPorts ports) throws IOException {
    return SmtpClient.connectTls("127.0.0.1", ports.smtp(), trust, Conversation.silent());
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
    instanceId = "load"
    [smtpInterfaces.feeder]
    port = %6$d
    processes = 2
    authentication = true
    secure = true
    key = "%5$s/private-key.pem"
    cert = "%5$s/certificates.pem"
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
    name = "zonemta.example.net"
    [zones.default]
    host = "127.0.0.1"
    port = %9$d
    processes = 2
    connections = 20
    [zones.bounces]
    host = "127.0.0.1"
    port = %9$d
    # The documented name is "default", this is the one that is read.
    [domainConfig.defaults]
    maxConnections = 40
    [log]
    level = "info"
    """
            .formatted(
                plugins,
                stores.mongoUri(),
                stores.databaseName(),
                stores.redisUri(),
                folder,
                ports.smtp(),
                ports.api(),
                ports.queue(),
                gatewayPort)
        + (withPlugin ? pluginForWildDuck() : keyFromFile());
  }

  /** Its own example, without SRS. */
  private static String pluginForWildDuck() {
    return """
    [plugins."modules/%1$s"]
    enabled = ["receiver", "main", "sender"]
    interfaces = ["feeder"]
    hostname = "zonemta.example.net"
    [plugins."modules/%1$s".srs]
    enabled = false
    [plugins."modules/%1$s".dkim]
    signTransportDomain = false
    [plugins."modules/%1$s".acme]
    key = "devel"
    [plugins."modules/%1$s".acme.autogenerate]
    enabled = false
    """
        .formatted(ZoneMtaServer.PLUGIN);
  }

  private String keyFromFile() {
    return """
    [plugins."core/dkim"]
    enabled = "sender"
    domain = "%s"
    selector = "%s"
    path = "%s/dkim.pem"
    signTransportDomain = false
    """
        .formatted(DemoData.DOMAIN, DemoData.SELECTOR, folder);
  }
}
