package email.wildduck.james.core.config;

import java.util.Locale;
import java.util.Optional;

/** {@code <gelf>}: events of messages for a Graylog server, as of ZoneMTA's plugin option. */
public final class GelfConfiguration {
  private final boolean enabled;
  private final String host;
  private final int port;
  private final Optional<String> source;
  private final String component;
  private final String facility;
  private final int subjectLength;

  private GelfConfiguration(ConfigReader reader) {
    enabled = reader.flag("enabled", false);
    host = reader.value("host", GelfConfiguration::host).orElse("127.0.0.1");
    port = reader.number("port", 1, 65_535).orElse(12_201L).intValue();
    source = reader.value("source", GelfConfiguration::host);
    component = reader.value("component", GelfConfiguration::word).orElse("mta");
    facility = reader.value("facility", GelfConfiguration::word).orElse(component);
    subjectLength = reader.number("subjectLength", 0, 4000).orElse(0L).intValue();
  }

  static GelfConfiguration read(ConfigReader section) {
    return new GelfConfiguration(
        section.knowing(
            "enabled", "host", "port", "source", "component", "facility", "subjectLength"));
  }

  private static String host(String text) {
    if (!text.matches("[A-Za-z0-9._:-]+")) {
      throw new IllegalArgumentException("it must be the name or the address of a host");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  private static String word(String text) {
    if (!text.matches("[A-Za-z0-9._-]{1,40}")) {
      throw new IllegalArgumentException("it must be a word of at most 40 letters and digits");
    }
    return text;
  }

  /** {@code enabled}: whether events are sent at all. Default: false. */
  public boolean isEnabled() {
    return enabled;
  }

  /** {@code host}: where Graylog is. Default: 127.0.0.1. */
  public String host() {
    return host;
  }

  /** {@code port}: its UDP port for GELF. Default: 12201. */
  public int port() {
    return port;
  }

  /** {@code source}: the name of this host in the events. Default: what the system says. */
  public Optional<String> source() {
    return source;
  }

  /**
   * {@code component}: {@code _component}, and in capitals the begin of each text. Default: mta.
   */
  public String component() {
    return component;
  }

  /** {@code facility}: {@code facility}. Default: that of {@link #component}. */
  public String facility() {
    return facility;
  }

  /**
   * {@code subjectLength}: the characters of a message's subject that are told; 0 is none. Default:
   * 0.
   */
  public int subjectLength() {
    return subjectLength;
  }
}
