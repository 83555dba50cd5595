package email.wildduck.james.endtoend;

import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import email.wildduck.james.server.demo.ServerHome;
import email.wildduck.james.server.demo.ServerPorts;
import java.io.IOException;
import java.nio.file.Path;

/** A home of our server with the configuration that is shipped. It can be started again. */
final class ServerInstallation {
  private final ServerPorts ports = ServerPorts.free();
  private final SelfSignedCertificate certificate;
  private final ServerHome home;

  /**
   * @param folder an empty one
   * @param senderDatabase the database of the queue
   * @param dkimSecret what WildDuck encrypts keys with
   * @param sections more sections of {@code wildduck.xml}
   * @param outsidePort where the outside world listens
   */
  ServerInstallation(
      Path folder,
      SelfSignedCertificate certificate,
      String mongoUri,
      String senderDatabase,
      String redisUri,
      String dkimSecret,
      String sections,
      int outsidePort) {
    this.certificate = certificate;
    this.home =
        ServerHome.create(folder, certificate)
            .listeningOn(ports)
            .storingIn(mongoUri, redisUri)
            .replace("wildduck.xml", "</mongo>", "<sender>" + senderDatabase + "</sender></mongo>")
            .replace("wildduck.xml", "</dkim>", "<secret>" + dkimSecret + "</secret></dkim>")
            .replace("wildduck.xml", "</wildduck>", sections + "</wildduck>")
            .deliveringTo(outsidePort);
  }

  private SubmissionServer submission() {
    return new SubmissionServer(ports.tls(), certificate);
  }

  /** Starts it in this process. */
  RunningServer start() throws Exception {
    return RunningServer.start(home.folder(), submission());
  }

  /** Starts it as a process of its own. */
  ServerProcess startProcess() throws IOException {
    return ServerProcess.start(home.folder(), submission());
  }
}
