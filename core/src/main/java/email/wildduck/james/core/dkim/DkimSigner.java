package email.wildduck.james.core.dkim;

import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.RawMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Makes DKIM signatures (RFC 6376, RFC 8463) in the form of ZoneMTA: relaxed/relaxed, SHA-256, no
 * time stamps, no length limit. Stateless and thread-safe.
 *
 * <p>A message must be signed after its last edit. The signature is that of the message with all
 * line ends as CRLF, a CR alone included, which is how it has to be sent.
 */
public final class DkimSigner {
  private static final String FIELD_NAME = "DKIM-Signature";

  private final boolean overSigning;

  private DkimSigner(boolean overSigning) {
    this.overSigning = overSigning;
  }

  /**
   * A signer that names From, Subject, Date and To once more than they occur, so that nobody can
   * add another one to a signed message (RFC 6376 §8.15). For every use but comparison with
   * ZoneMTA.
   */
  public static DkimSigner overSigning() {
    return new DkimSigner(true);
  }

  /**
   * A signer whose signatures are ZoneMTA's to the byte: of each field that is signed, only the
   * last one, named once.
   */
  public static DkimSigner likeZoneMta() {
    return new DkimSigner(false);
  }

  /**
   * Signs a message with each of the keys. The body is read once.
   *
   * @return one field for each key, in the order of the keys, to be placed above all others; they
   *     do not cover each other
   * @throws DkimKeyException when a key cannot sign
   * @throws IOException when the body cannot be read
   */
  public List<HeaderField> sign(RawMessage message, List<DkimKey> keys) throws IOException {
    List<HeaderField> signatures = new ArrayList<>(keys.size());
    if (keys.isEmpty()) {
      return signatures;
    }
    RawMessage sent = SentForm.of(message);
    String bodyHash = RelaxedBodyHash.of(sent.body());
    SignedFields signed = SignedFields.of(sent.headers(), overSigning);
    byte[] canonicalFields = signed.canonical();
    for (DkimKey key : keys) {
      signatures.add(sign(key, bodyHash, signed.tag(), canonicalFields));
    }
    return signatures;
  }

  private HeaderField sign(
      DkimKey key, String bodyHash, String signedFields, byte[] canonicalFields) {
    String tags =
        String.join(
            "; ",
            "v=1",
            "a=" + key.algorithm(),
            "c=relaxed/relaxed",
            "d=" + key.domain(),
            "q=dns/txt",
            "s=" + key.selector(),
            "bh=" + bodyHash,
            "h=" + signedFields);
    String unsigned =
        SignatureLayout.foldTags(tags, FIELD_NAME.length() + ": ".length(), overSigning)
            + ";\r\n b=";

    ByteArrayOutputStream toSign = new ByteArrayOutputStream();
    toSign.writeBytes(canonicalFields);
    toSign.writeBytes(RelaxedHeader.of(HeaderField.of(FIELD_NAME, unsigned)));
    byte[] signature = key.sign(toSign.toByteArray());

    String base64 = Base64.getEncoder().encodeToString(signature);
    return HeaderField.of(FIELD_NAME, unsigned + SignatureLayout.foldSignature(base64));
  }
}
