package email.wildduck.james.core.dkim;

import email.wildduck.james.core.message.RawMessage;
import java.io.IOException;

/** Both verifiers: what one of them overlooks the other may find. */
final class Verifiers {
  private Verifiers() {}

  /** Fails unless both find every signature of the message, as it is sent, good. */
  static void assertVerified(RawMessage signed) throws IOException {
    JdkimVerifier.assertVerified(signed, TestKeys.records());
    JcaVerifier.assertVerified(signed);
  }
}
