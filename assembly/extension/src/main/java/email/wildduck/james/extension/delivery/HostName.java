package email.wildduck.james.extension.delivery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.inject.Inject;
import javax.inject.Singleton;

/** The name of this host, as it can stand in EHLO and in a message. Immutable. */
@Singleton
public final class HostName {
  private final String name;

  /** Asks the system once; {@code localhost} when that has no such name. */
  @Inject
  public HostName() {
    name = ask();
  }

  private static String ask() {
    try {
      String known = InetAddress.getLocalHost().getCanonicalHostName().toLowerCase(Locale.ROOT);
      return known.matches("[a-z0-9-]+(\\.[a-z0-9-]+)*") ? known : "localhost";
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** The name. */
  public String asString() {
    return name;
  }
}
