package email.wildduck.james.core.dkim;

import email.wildduck.james.core.config.DkimConfiguration.OnUnusableKey;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.Headers;
import email.wildduck.james.core.message.RawMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Signs messages for those who answer for them, with all keys that they have: WildDuck's, and those
 * in files. Thread-safe.
 */
public final class MessageSigner {
  private final DkimKeys managed;
  private final AdditionalKeys additional;
  private final DkimSigner signer;
  private final OnUnusableKey onUnusableKey;
  private final DkimReport report;

  /**
   * @param managed WildDuck's keys
   * @param additional keys in files
   */
  public MessageSigner(
      DkimKeys managed,
      AdditionalKeys additional,
      DkimSigner signer,
      OnUnusableKey onUnusableKey,
      DkimReport report) {
    this.managed = managed;
    this.additional = additional;
    this.signer = signer;
    this.onUnusableKey = onUnusableKey;
    this.report = report;
  }

  /**
   * The message with one signature for each key, above all other fields; the message itself when
   * there is no key.
   *
   * @param id of the message, for the log
   * @param signatories topmost signature first
   * @throws DkimKeyException when a key cannot be used and messages are to wait for that
   * @throws email.wildduck.james.core.error.TemporaryFailureException when the database does not
   *     answer
   * @throws IOException when the body cannot be read
   */
  public RawMessage sign(RawMessage message, String id, List<Signatory> signatories)
      throws IOException {
    List<DkimKey> keys = new ArrayList<>();
    boolean unusable = false;
    for (Signatory signatory : signatories) {
      try {
        managedKey(signatory).ifPresent(keys::add);
      } catch (DkimKeyException e) {
        if (onUnusableKey == OnUnusableKey.DEFER) {
          throw e;
        }
        unusable = true;
        report.unusable(id, e);
      }
      additional.find(signatory.domain(), !signatory.isOwnKeyOnly()).stream()
          .filter(key -> keys.stream().noneMatch(key::isInTheSamePlaceAs))
          .forEach(keys::add);
    }
    if (keys.isEmpty()) {
      if (!unusable) {
        report.withoutKey(id, signatories);
      }
      return message;
    }
    // in its header a CR alone may have ended where the signatures are to stand
    RawMessage sent = SentForm.of(message);
    RawMessage signed = withSignatures(sent, signer.sign(sent, keys));
    report.signed(id, keys);
    return signed;
  }

  private Optional<DkimKey> managedKey(Signatory signatory) {
    return signatory.isOwnKeyOnly()
        ? managed.findOwn(signatory.domain())
        : managed.find(signatory.domain());
  }

  private static RawMessage withSignatures(RawMessage message, List<HeaderField> signatures) {
    Headers headers = message.headers();
    for (int i = signatures.size() - 1; i >= 0; i--) {
      headers = headers.prepend(signatures.get(i));
    }
    return message.withHeaders(headers);
  }
}
