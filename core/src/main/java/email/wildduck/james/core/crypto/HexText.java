package email.wildduck.james.core.crypto;

import org.apache.commons.codec.DecoderException;
import org.apache.commons.codec.binary.Hex;

/** The hexadecimal parts of stored values. */
final class HexText {
  private HexText() {}

  static byte[] decode(String hex, String what) {
    try {
      return Hex.decodeHex(hex);
    } catch (DecoderException e) {
      // Without the cause, which quotes the value.
      throw new DecryptionException("Failed to decrypt data. Invalid " + what + ".");
    }
  }

  static byte[] decode(String hex, String what, int length) {
    byte[] bytes = decode(hex, what);
    if (bytes.length != length) {
      throw new DecryptionException("Failed to decrypt data. Invalid " + what + " length");
    }
    return bytes;
  }
}
