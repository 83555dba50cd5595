package email.wildduck.james.core.dkim;

import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.Headers;
import email.wildduck.james.core.message.RawMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Messages with their signatures on top. */
final class Signed {
  private Signed() {}

  static RawMessage with(DkimSigner signer, RawMessage original, List<DkimKey> keys)
      throws IOException {
    RawMessage message = SentForm.of(original);
    List<HeaderField> signatures = new ArrayList<>(signer.sign(message, keys));
    Collections.reverse(signatures);
    Headers headers = message.headers();
    for (HeaderField signature : signatures) {
      headers = headers.prepend(signature);
    }
    return message.withHeaders(headers);
  }
}
