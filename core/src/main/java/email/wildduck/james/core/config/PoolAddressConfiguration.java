package email.wildduck.james.core.config;

import java.net.InetAddress;
import java.util.Optional;

/** {@code <address>} of a pool: an address of this machine to send from. */
public final class PoolAddressConfiguration {
  private final InetAddress address;
  private final Optional<String> name;
  private final double ratio;
  private final Optional<WarmupConfiguration> warmup;

  private PoolAddressConfiguration(
      InetAddress address,
      Optional<String> name,
      double ratio,
      Optional<WarmupConfiguration> warmup) {
    this.address = address;
    this.name = name;
    this.ratio = ratio;
    this.warmup = warmup;
  }

  static PoolAddressConfiguration read(ConfigReader section) {
    ConfigReader reader = section.knowing("ip", "name", "ratio", "warmup");
    return new PoolAddressConfiguration(
        reader
            .value("ip", IpLiteral::parse)
            .orElseThrow(() -> reader.missing("ip", "an IP address of this machine")),
        reader.value("name", PoolAddressConfiguration::hostName),
        reader.value("ratio", PoolAddressConfiguration::ratio).orElse(0d),
        reader.all("warmup").stream()
            .findFirst()
            .map(w -> reader.child("warmup"))
            .map(WarmupConfiguration::read));
  }

  private static String hostName(String text) {
    if (!text.matches("[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})*|\\[[A-Za-z0-9.:]+\\]")) {
      throw new IllegalArgumentException("it must be a host name, as it stands in EHLO");
    }
    return text;
  }

  private static double ratio(String text) {
    if (!text.matches("[01]|0?\\.[0-9]{1,3}|1\\.0{1,3}")) {
      throw new IllegalArgumentException(
          "it must be a number from 0 to 1 with at most three decimals, for example 0.1");
    }
    return Double.parseDouble(text);
  }

  /** {@code ip}: 0.0.0.0 and :: leave the choice to the system. */
  public InetAddress address() {
    return address;
  }

  /** {@code name}: for EHLO. Default: as its PTR record says, else the name of this host. */
  public Optional<String> name() {
    return name;
  }

  /** {@code ratio}: its share of the pool's messages; 0 is an equal share of what is left. */
  public double ratio() {
    return ratio;
  }

  /** {@code warmup}: how much it may send while it is new. Default: as much as its share is. */
  public Optional<WarmupConfiguration> warmup() {
    return warmup;
  }
}
