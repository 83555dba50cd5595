package email.wildduck.james.smtp.port;

import java.net.InetAddress;

/** A network in the notation of RFC 4632 and RFC 4291 §2.3, or a single address. Immutable. */
final class Network {
  private final byte[] prefix;
  private final int bits;

  private Network(byte[] prefix, int bits) {
    this.prefix = prefix;
    this.bits = bits;
  }

  /**
   * @throws IllegalArgumentException when the text is no network; its message is the text
   */
  static Network parse(String text) {
    int slash = text.indexOf('/');
    byte[] address =
        IpAddress.parse(slash < 0 ? text : text.substring(0, slash))
            .map(InetAddress::getAddress)
            .orElseThrow(() -> new IllegalArgumentException(text));
    int width = address.length * Byte.SIZE;
    if (slash < 0) {
      return new Network(address, width);
    }
    String length = text.substring(slash + 1);
    if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > width) {
      throw new IllegalArgumentException(text);
    }
    return new Network(address, Integer.parseInt(length));
  }

  boolean contains(InetAddress address) {
    byte[] other = address.getAddress();
    if (other.length != prefix.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % Byte.SIZE;
      if (((prefix[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
