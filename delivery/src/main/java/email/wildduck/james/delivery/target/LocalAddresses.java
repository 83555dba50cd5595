package email.wildduck.james.delivery.target;

import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which addresses lead nowhere but into the own network: loopback, private (RFC 1918, RFC 4193),
 * link-local, shared (RFC 6598), and those of this machine; also when they are wrapped into an IPv6
 * address by NAT64 (RFC 6052), 6to4 or as IPv4-compatible.
 */
public final class LocalAddresses {
  private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
  private static final byte[] NAT64_LOCAL = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 1};
  private static final byte[] COMPATIBLE = new byte[12];
  private static final byte[] SIX_TO_FOUR = {0x20, 0x02};
  private static final byte[] TEREDO = {0x20, 0x01, 0, 0};

  private final Set<InetAddress> own;

  private LocalAddresses(Set<InetAddress> own) {
    this.own = own;
  }

  /** With the addresses that this machine has now. */
  public static LocalAddresses ofThisMachine() {
    try {
      return new LocalAddresses(
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .collect(Collectors.toUnmodifiableSet()));
    } catch (SocketException e) {
      throw new UncheckedIOException("the addresses of this machine cannot be read", e);
    }
  }

  /** Whether mail to that address would stay in the own network. */
  public boolean contains(InetAddress address) {
    if (own.contains(address) || isLocal(address)) {
      return true;
    }
    if (address instanceof Inet4Address) {
      return isShared(address.getAddress());
    }
    return isLocalIpv6((Inet6Address) address);
  }

  /** Whether an address can be no host at all: unspecified, broadcast, multicast. */
  static boolean isImpossible(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || bytes.length == 4 && bytes[0] == 0
        || Arrays.equals(bytes, new byte[] {-1, -1, -1, -1});
  }

  private static boolean isLocal(InetAddress address) {
    return isImpossible(address)
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress();
  }

  private static boolean isShared(byte[] ipv4) {
    return ipv4[0] == 100 && (ipv4[1] & 0xc0) == 64;
  }

  private boolean isLocalIpv6(Inet6Address address) {
    byte[] bytes = address.getAddress();
    boolean uniqueLocal = (bytes[0] & 0xfe) == 0xfc;
    // Where these two lead depends on what only the network knows.
    boolean opaque = startsWith(bytes, TEREDO) || startsWith(bytes, NAT64_LOCAL);
    if (uniqueLocal || opaque) {
      return true;
    }
    if (startsWith(bytes, NAT64) || startsWith(bytes, COMPATIBLE)) {
      return contains(ipv4(bytes, 12));
    }
    return startsWith(bytes, SIX_TO_FOUR) && contains(ipv4(bytes, 2));
  }

  private static InetAddress ipv4(byte[] bytes, int offset) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, offset, offset + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }
}
