package email.wildduck.james.core.account;

/** With which of their passwords a user logged in. */
public enum PasswordType {
  /** The password of the account. */
  MASTER("master"),
  /** An application-specific password. */
  APPLICATION("asp"),
  /** None: a trusted proxy said who it is. */
  NONE("");

  private final String label;

  PasswordType(String label) {
    this.label = label;
  }

  /** WildDuck's word for it in logs; empty for none. */
  public String label() {
    return label;
  }
}
