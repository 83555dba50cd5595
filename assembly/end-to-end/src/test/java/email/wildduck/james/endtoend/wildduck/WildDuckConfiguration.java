package email.wildduck.james.endtoend.wildduck;

import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What differs from the configuration that WildDuck comes with.
 *
 * @param mongoUri its {@code dbs.mongo}, with the main database
 * @param senderDatabase its {@code dbs.sender}, the database of the queue
 * @param redisUri its {@code dbs.redis}
 * @param dkimSecret its {@code dkim.secret}, which keys are encrypted with
 * @param accessToken what opens the API
 * @param certificate what its IMAP server shows
 */
public record WildDuckConfiguration(
    String mongoUri,
    String senderDatabase,
    String redisUri,
    String dkimSecret,
    String accessToken,
    SelfSignedCertificate certificate) {

  /** Writes {@code wildduck.toml}, and the certificate beside it. */
  Path write(Path folder, WildDuckPorts ports) throws IOException {
    Path key = Files.writeString(folder.resolve("key.pem"), certificate.privateKeyPem());
    Path chain = Files.writeString(folder.resolve("cert.pem"), certificate.certificatePem());
    return Files.writeString(folder.resolve("wildduck.toml"), toml(ports, key, chain));
  }

  private String toml(WildDuckPorts ports, Path key, Path chain) {
    return """
    processes = 1
    emailDomain = "example.test"
    [dbs]
    mongo = "%s"
    sender = "%s"
    redis = "%s"
    [log]
    level = "verbose"
    [tls]
    key = "%s"
    cert = "%s"
    [imap]
    host = "127.0.0.1"
    port = %d
    secure = true
    [pop3]
    enabled = false
    [lmtp]
    enabled = true
    host = "127.0.0.1"
    port = %d
    [api]
    enabled = true
    host = "127.0.0.1"
    port = %d
    accessToken = "%s"
    # The role of the access token, and audits too.
    [api.roles.root.audit]
    "update:any" = ["*"]
    "read:any" = ["*"]
    # From its second minute on, tasks would fill new audits with messages that are in them already.
    [tasks]
    enabled = false
    [dkim]
    secret = "%s"
    [metrics]
    enabled = false
    [mcp]
    enabled = false
    """
        .formatted(
            mongoUri,
            senderDatabase,
            redisUri,
            key,
            chain,
            ports.imap(),
            ports.lmtp(),
            ports.api(),
            accessToken,
            dkimSecret);
  }
}
