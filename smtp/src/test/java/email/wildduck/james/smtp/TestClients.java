package email.wildduck.james.smtp;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses of clients, not looked up anywhere. */
public final class TestClients {
  public static final InetAddress IPV4 = address(192, 0, 2, 10);
  public static final InetAddress IPV6 =
      address(0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

  private TestClients() {}

  private static InetAddress address(int... bytes) {
    byte[] address = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      address[i] = (byte) bytes[i];
    }
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
