package email.wildduck.james.core.config;

/** The configuration cannot be used. The message is one line, meant for the administrator. */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong and what would be right. */
  public ConfigurationException(String message) {
    super(message);
  }

  /** What is wrong, what would be right, and what told us. */
  public ConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }
}
