package email.wildduck.james.core.config;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code <dane>}: whether signed TLSA records count (RFC 7672), and who checks signatures. */
public final class DaneConfiguration {
  /** The keys of the root that IANA has published: of 2017 and of 2024. */
  private static final String ROOT =
      ". IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D\n"
          + ". IN DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16";

  private static final Pattern DS =
      Pattern.compile(
          "\\S*\\.\\s+(\\d{1,9}\\s+)?(IN\\s+)?DS\\s+\\d{1,5}\\s+\\d{1,3}\\s+\\d{1,3}\\s+[0-9A-Fa-f]{40,128}");
  private static final Pattern LOOPBACK =
      Pattern.compile("127(\\.\\d{1,3}){3}(:\\d+)?|\\[::1\\](:\\d+)?");
  private static final Pattern SERVER =
      Pattern.compile("(\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9A-Fa-f:.]+\\])(:\\d{1,5})?");

  /** Who checks signatures. */
  public enum Validation {
    /** This server, from the trust anchor down. */
    OWN,
    /** The name server, which is on this machine and whose word is taken. */
    RESOLVER
  }

  private final boolean enabled;
  private final Validation validation;
  private final Optional<String> nameServer;
  private final String trustAnchor;

  private DaneConfiguration(ConfigReader reader) {
    enabled = reader.flag("enabled", false);
    validation = reader.value("validation", DaneConfiguration::validation).orElse(Validation.OWN);
    Optional<String> given = reader.value("nameServer", DaneConfiguration::server);
    nameServer =
        validation == Validation.RESOLVER ? given.or(() -> Optional.of("127.0.0.1")) : given;
    if (validation == Validation.RESOLVER && !LOOPBACK.matcher(nameServer.get()).matches()) {
      throw reader.wrong(
          "nameServer",
          "with <validation> resolver it must be on this machine: 127.0.0.1 or [::1], with a port"
              + " if needed");
    }
    trustAnchor = reader.value("trustAnchor", DaneConfiguration::anchors).orElse(ROOT);
  }

  static DaneConfiguration read(ConfigReader section) {
    return new DaneConfiguration(
        section.knowing("enabled", "validation", "nameServer", "trustAnchor"));
  }

  private static Validation validation(String text) {
    switch (text) {
      case "own":
        return Validation.OWN;
      case "resolver":
        return Validation.RESOLVER;
      default:
        throw new IllegalArgumentException("it must be own or resolver");
    }
  }

  private static String server(String text) {
    if (!SERVER.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "it must be an IP address, with :port if needed; IPv6 in brackets");
    }
    return text;
  }

  private static String anchors(String text) {
    boolean valid =
        text.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .allMatch(DaneConfiguration::isDs);
    if (!valid) {
      throw new IllegalArgumentException(
          "it must be DS records, one on each line, such as . IN DS 20326 8 2 E06D44B8...");
    }
    return text.lines().map(String::strip).collect(Collectors.joining("\n"));
  }

  private static boolean isDs(String line) {
    return DS.matcher(line).matches();
  }

  /** {@code enabled}. Default: false, as it needs name servers that pass signatures on. */
  public boolean isEnabled() {
    return enabled;
  }

  /** {@code validation}: {@code own} or {@code resolver}. Default: own. */
  public Validation validation() {
    return validation;
  }

  /**
   * {@code nameServer}: {@code address[:port]}. Default: those of the system, which is empty here;
   * with {@code RESOLVER} 127.0.0.1.
   */
  public Optional<String> nameServer() {
    return nameServer;
  }

  /** {@code trustAnchor}: DS records, one on each line. Default: those of the root. */
  public String trustAnchor() {
    return trustAnchor;
  }
}
