package email.wildduck.james.core.config;

/** Keeps passwords out of messages. */
final class Secrets {
  private Secrets() {}

  /** The text with the password of a connection string replaced by stars. */
  static String hidden(String text) {
    return text.replaceAll("(://[^:@/]*):[^@]*@", "$1:***@");
  }
}
