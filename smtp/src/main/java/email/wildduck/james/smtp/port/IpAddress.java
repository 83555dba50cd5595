package email.wildduck.james.smtp.port;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Addresses as text; nothing is looked up in the DNS. */
public final class IpAddress {
  private IpAddress() {}

  /** The address that a text is; an IPv6 address may stand in brackets, names are none. */
  public static Optional<InetAddress> parse(String text) {
    return Optional.ofNullable(NetUtil.createByteArrayFromIpAddressString(text))
        .map(IpAddress::ofBytes);
  }

  private static InetAddress ofBytes(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes are an address", e);
    }
  }
}
