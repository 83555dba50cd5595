package email.wildduck.james.embedded.zonemta;

import email.wildduck.james.embedded.client.Conversation;
import email.wildduck.james.embedded.client.SmtpClient;
import java.io.IOException;
import java.nio.file.Path;

/** What differs from the configuration that ZoneMTA comes with. */
public interface ZoneMtaSettings {

  /** Its {@code queue.instanceId}, which is also in the names of its files. */
  String instance();

  /**
   * Its configuration file.
   *
   * @param plugins the folder for {@code pluginsPath} and {@code corePluginsPath}
   * @param ports what it is to listen on, on the loopback interface
   */
  String toml(Path plugins, ZoneMtaPorts ports);

  /** A connection as it expects them, in clear text by default; nothing has been said on it. */
  default SmtpClient connect(ZoneMtaPorts ports) throws IOException {
    return SmtpClient.connect("127.0.0.1", ports.smtp(), Conversation.silent());
  }
}
