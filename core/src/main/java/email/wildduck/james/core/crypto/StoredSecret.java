package email.wildduck.james.core.crypto;

import java.util.Optional;

/**
 * Decrypts values that WildDuck encrypted at rest. Immutable and thread-safe.
 *
 * <p>The forms of a stored value:
 *
 * <ul>
 *   <li>text that does not start with {@code $}: clear text;
 *   <li>{@code $<hex>}: the legacy form, see {@link LegacyFormat};
 *   <li>{@code $wd01$<cipher>$<authTag>$<iv>$<salt>$<ciphertext>}: the current form, see {@link
 *       Wd01Format}.
 * </ul>
 */
public final class StoredSecret {
  /** WildDuck's own limit is that of a document; keys and certificate chains are far below this. */
  private static final int MAX_LENGTH = 1024 * 1024;

  private final Optional<String> secret;
  private final String legacyCipher;

  private StoredSecret(Optional<String> secret, String legacyCipher) {
    this.secret = secret.filter(s -> !s.isEmpty());
    this.legacyCipher = legacyCipher;
  }

  /** For values that are stored in clear text; encrypted ones are refused. */
  public static StoredSecret withoutSecret() {
    return of(Optional.empty(), Optional.empty());
  }

  /**
   * With a secret and WildDuck's default for the legacy form.
   *
   * @param secret WildDuck's {@code [dkim] secret}, for example; empty is the same as none
   */
  public static StoredSecret of(String secret) {
    return of(Optional.of(secret), Optional.empty());
  }

  /**
   * As configured.
   *
   * @param secret WildDuck's {@code [dkim] secret}, for example; none for values in clear text
   * @param legacyCipher WildDuck's {@code [dkim] cipher}, used by the legacy form only: {@code
   *     aes128}, {@code aes192}, {@code aes256}, or {@code aes-<bits>-cbc}; none for WildDuck's
   *     default
   */
  public static StoredSecret of(Optional<String> secret, Optional<String> legacyCipher) {
    return new StoredSecret(secret, legacyCipher.orElse(LegacyFormat.DEFAULT_CIPHER));
  }

  /**
   * The clear text of a stored value. Takes about 50 ms and 16 MB of memory for a value in the
   * current form: whoever needs it often keeps what was made of it.
   *
   * @throws DecryptionException when it is encrypted and there is no secret or not the right one,
   *     or when the value is damaged
   */
  public String decrypt(String stored) {
    if (!stored.startsWith("$")) {
      return stored;
    }
    if (stored.length() > MAX_LENGTH) {
      throw new DecryptionException("Failed to decrypt data. It is too long.");
    }
    String[] parts = stored.substring(1).split("\\$", -1);
    if (parts.length == 1) {
      return LegacyFormat.decrypt(parts[0], secret(), legacyCipher);
    }
    if (!parts[0].equals(Wd01Format.NAME)) {
      // The name of the format only: the rest may be anything.
      throw new DecryptionException("Unknown encryption format: " + printable(parts[0]));
    }
    if (!Wd01Format.isComplete(parts)) {
      return stored;
    }
    return Wd01Format.decrypt(parts, secret());
  }

  private String secret() {
    return secret.orElseThrow(
        () -> new DecryptionException("Failed to decrypt data. No secret provided."));
  }

  private static String printable(String name) {
    return name.substring(0, Math.min(name.length(), 16)).replaceAll("[^ -~]", "?");
  }
}
