package email.wildduck.james.core.config;

import java.util.Locale;

/** {@code <route>} in {@code <mxRoutes>}. */
public final class MxRouteConfiguration {
  private final String mx;
  private final String zone;

  private MxRouteConfiguration(String mx, String zone) {
    this.mx = mx;
    this.zone = zone;
  }

  static MxRouteConfiguration read(ConfigReader section, ZonesConfiguration zones) {
    ConfigReader reader = section.knowing("mx", "zone");
    return new MxRouteConfiguration(
        reader
            .value("mx", MxRouteConfiguration::pattern)
            .orElseThrow(() -> reader.missing("mx", "a host name, with * for any text")),
        reader
            .value("zone", zones::requireName)
            .orElseThrow(() -> reader.missing("zone", "the name of a sending zone")));
  }

  private static String pattern(String text) {
    if (!text.matches("[A-Za-z0-9._*-]+")) {
      throw new IllegalArgumentException("it must be a host name, with * for any text");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  /** {@code mx}: the name of the best MX in lower case, with {@code *} for any text. */
  public String mx() {
    return mx;
  }

  /** {@code zone}: the sending zone. */
  public String zone() {
    return zone;
  }
}
