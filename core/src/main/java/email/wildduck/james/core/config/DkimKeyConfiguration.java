package email.wildduck.james.core.config;

/** {@code <key>} in {@code <dkim><keys>}: a key in a file, beside those in the database. */
public final class DkimKeyConfiguration {
  private final String place;
  private final String domain;
  private final String selector;
  private final String file;

  private DkimKeyConfiguration(String place, String domain, String selector, String file) {
    this.place = place;
    this.domain = domain;
    this.selector = selector;
    this.file = file;
  }

  static DkimKeyConfiguration read(ConfigReader section) {
    ConfigReader reader = section.knowing("domain", "selector", "file");
    return new DkimKeyConfiguration(
        reader.place("file"),
        reader
            .text("domain")
            .orElseThrow(() -> reader.missing("domain", "the domain that signs, or *")),
        reader
            .text("selector")
            .orElseThrow(() -> reader.missing("selector", "the selector of the DNS record")),
        reader
            .text("file")
            .orElseThrow(() -> reader.missing("file", "a file with a private key (PEM)")));
  }

  /** Where the element is, for messages about what the file holds. */
  public String place() {
    return place;
  }

  /** {@code domain}: the domain that signs, in any form; {@code *} for all others. */
  public String domain() {
    return domain;
  }

  /** {@code selector}: under which the public key stands in the DNS. */
  public String selector() {
    return selector;
  }

  /** {@code file}: where the private key is; relative to the folder of {@code wildduck.xml}. */
  public String file() {
    return file;
  }
}
