package email.wildduck.james.core.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.message.RawMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;

/**
 * An independent verifier: Apache jDKIM, given the public keys instead of the DNS.
 *
 * <p>It cannot check bodies without text: it hashes them as one empty line, which is the rule of
 * the simple form (RFC 6376 §3.4.3), not of the relaxed one. It replaces header bytes that are not
 * UTF-8, and knows no Ed25519.
 */
final class JdkimVerifier {
  private JdkimVerifier() {}

  /** Fails unless every signature of the message, as it is sent, is good. */
  static List<SignatureRecord> assertVerified(RawMessage signed, Map<String, String> records)
      throws IOException {
    try {
      List<SignatureRecord> good = verify(signed, records);
      assertThat(good).hasSameSizeAs(signed.headers().all("DKIM-Signature"));
      return good;
    } catch (FailException e) {
      throw new AssertionError("not verified", e);
    }
  }

  static List<SignatureRecord> verify(RawMessage signed, Map<String, String> records)
      throws IOException, FailException {
    DKIMVerifier verifier =
        new DKIMVerifier((method, selector, token) -> List.of(records.get(selector.toString())));
    List<SignatureRecord> good =
        verifier.verify(new ByteArrayInputStream(WireForm.of(signed.open())));
    return good == null ? List.of() : good;
  }
}
