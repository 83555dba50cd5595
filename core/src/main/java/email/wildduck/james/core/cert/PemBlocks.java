package email.wildduck.james.core.cert;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a PEM text (RFC 7468); text around them is passed over, as OpenSSL does. */
final class PemBlocks {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----");

  /** Chains and keys are a few kilobytes. */
  private static final int MAX_LENGTH = 1024 * 1024;

  private PemBlocks() {}

  /** One part: what stands behind BEGIN, and its bytes. */
  static final class Block {
    private final String label;
    private final byte[] der;

    private Block(String label, byte[] der) {
      this.label = label;
      this.der = der;
    }

    String label() {
      return label;
    }

    byte[] der() {
      return der.clone();
    }
  }

  /**
   * @throws BrokenCertificateException when a part is no base64
   */
  static List<Block> of(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new BrokenCertificateException("the PEM text is too long");
    }
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), decode(matcher.group(2))));
    }
    return blocks;
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      // The cause is left out: its message may quote a key.
      throw new BrokenCertificateException("the PEM text is damaged");
    }
  }
}
