package email.wildduck.james.bench.load;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import email.wildduck.james.embedded.zonemta.ZoneMtaProcess;
import email.wildduck.james.server.demo.DemoData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A ZoneMTA from npm: with the plugin for WildDuck, when a checkout of it is named; without it, it
 * takes each login for a good one.
 */
final class ZoneMtaServer implements MailServer {
  /** The name of the package. */
  static final String PLUGIN = "@zone-eu/zonemta-wildduck";

  private final ZoneMtaProcess process;

  private ZoneMtaServer(ZoneMtaProcess process) {
    this.process = process;
  }

  /** Starts it, and waits until it takes mail. */
  static ZoneMtaServer start(LoadOptions options, Stores stores, LoadSink sink) throws IOException {
    Path folder = Files.createTempDirectory(options.folder(), "zonemta").toAbsolutePath();
    SelfSignedCertificate certificate = SelfSignedCertificate.create(List.of("localhost"));
    Files.writeString(folder.resolve("private-key.pem"), certificate.privateKeyPem());
    Files.writeString(folder.resolve("certificates.pem"), certificate.certificatePem());
    Files.writeString(folder.resolve("dkim.pem"), stores.dkimKey());
    if (options.plugin().isPresent()) {
      install(options.plugin().get(), options.programs());
    }
    return new ZoneMtaServer(
        ZoneMtaProcess.start(
            options.programs(),
            folder,
            new ZoneMtaLoadSettings(
                folder, stores, options.plugin().isPresent(), sink.port(), certificate.trust())));
  }

  /** What it requires is there already, with WildDuck. */
  private static void install(Path plugin, Path programs) throws IOException {
    Path modules = programs.resolve("node_modules");
    Path installed = Files.createDirectories(modules.resolve(PLUGIN));
    for (String file : List.of("package.json", "index.js")) {
      Files.copy(plugin.resolve(file), installed.resolve(file), REPLACE_EXISTING);
    }
  }

  @Override
  public SmtpClient login() throws IOException {
    SmtpClient client = process.connect();
    LoadClient.expect(250, client.command("EHLO client.example.net"));
    LoadClient.expect(235, client.authPlain(DemoData.ALICE, DemoData.ALICE_PASSWORD));
    return client;
  }

  @Override
  public ProcessTree processes() {
    return new ProcessTree(process.handle());
  }

  @Override
  public void close() {
    process.close();
  }
}
