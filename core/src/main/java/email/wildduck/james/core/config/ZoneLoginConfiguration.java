package email.wildduck.james.core.config;

/** {@code <auth>} of a zone: the login at its {@code host}. The password is in no message. */
public final class ZoneLoginConfiguration {
  private final String user;
  private final String pass;
  private final boolean clear;

  private ZoneLoginConfiguration(String user, String pass, boolean clear) {
    this.user = user;
    this.pass = pass;
    this.clear = clear;
  }

  static ZoneLoginConfiguration read(ConfigReader section) {
    ConfigReader reader = section.knowing("user", "pass", "withoutTLS");
    return new ZoneLoginConfiguration(
        reader.text("user").orElseThrow(() -> reader.missing("user", "a user name")),
        reader
            .secret("pass", text -> true, "")
            .orElseThrow(() -> reader.missing("pass", "the password")),
        reader.flag("withoutTLS", false));
  }

  /** {@code user}. */
  public String user() {
    return user;
  }

  /** {@code pass}. */
  public String pass() {
    return pass;
  }

  /** {@code withoutTLS}: whether it may be sent in clear text. Default: false. */
  public boolean isClearAllowed() {
    return clear;
  }
}
