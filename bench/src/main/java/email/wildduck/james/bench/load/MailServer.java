package email.wildduck.james.bench.load;

import email.wildduck.james.embedded.client.SmtpClient;
import java.io.IOException;

/** A running server that is measured. */
interface MailServer extends AutoCloseable {

  /** A connection under TLS on which a user has logged in. */
  SmtpClient login() throws IOException;

  /** The processes that it consists of. */
  ProcessTree processes();

  @Override
  void close();
}
