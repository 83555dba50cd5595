package email.wildduck.james.server.demo;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.PublicKeyRecordRetriever;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;

/** Verifies signatures with jDKIM, which has nothing to do with our own signer. */
public final class DkimVerifier {
  private final String publicKey;

  /**
   * @param publicKey what the DNS would answer for any selector and domain, base64
   */
  public DkimVerifier(String publicKey) {
    this.publicKey = publicKey;
  }

  /**
   * Verifies all signatures of a message.
   *
   * @return one line for each good signature; none when there is a bad one or none at all
   */
  public List<String> verify(InputStream message) throws IOException {
    PublicKeyRecordRetriever keys =
        (method, selector, domain) -> List.of("v=DKIM1; k=rsa; p=" + publicKey);
    try {
      List<SignatureRecord> good = new DKIMVerifier(keys).verify(message);
      return good == null
          ? List.of()
          : good.stream()
              .map(record -> "d=" + record.getDToken() + " s=" + record.getSelector())
              .toList();
    } catch (FailException e) {
      return List.of();
    }
  }
}
