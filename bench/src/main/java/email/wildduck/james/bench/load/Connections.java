package email.wildduck.james.bench.load;

import email.wildduck.james.embedded.client.SmtpClient;
import java.io.IOException;

/** How a client comes to its connection. */
interface Connections {

  /** A new one on which mail can be sent. */
  SmtpClient open() throws IOException;
}
