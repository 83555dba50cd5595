package email.wildduck.james.core.account;

import email.wildduck.james.core.document.Fields;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.types.ObjectId;

/** A user of WildDuck, as far as logging in is concerned. */
public final class Account {
  private static final String SMTP_SCOPE = "smtp";

  private final ObjectId id;
  private final String username;
  private final Optional<String> address;
  private final Optional<String> passwordHash;
  private final Optional<TemporaryPassword> temporaryPassword;
  private final List<String> secondFactors;
  private final boolean disabled;
  private final boolean suspended;
  private final boolean smtpDisabled;

  private Account(Document user) {
    this.id = user.getObjectId("_id");
    this.username = Fields.text(user, "username").orElse("");
    this.address = Fields.text(user, "address");
    this.passwordHash = Fields.text(user, "password");
    this.temporaryPassword = Fields.document(user, "tempPassword").flatMap(TemporaryPassword::of);
    this.secondFactors = secondFactors(user);
    this.disabled = Fields.isTruthy(user, "disabled");
    this.suspended = Fields.isTruthy(user, "suspended");
    this.smtpDisabled = Fields.texts(user, "disabledScopes").contains(SMTP_SCOPE);
  }

  static Account of(Document user) {
    return new Account(user);
  }

  public ObjectId id() {
    return id;
  }

  /** The user name with its dots and letter case. */
  public String username() {
    return username;
  }

  /** The main address; a user may have none. */
  public Optional<String> address() {
    return address;
  }

  /** Closed by an administrator. */
  public boolean isDisabled() {
    return disabled;
  }

  /** Stopped for a while, e.g. for sending spam. */
  public boolean isSuspended() {
    return suspended;
  }

  /** Whether the user may not submit mail over SMTP ({@code disabledScopes} has {@code smtp}). */
  public boolean isSmtpDisabled() {
    return smtpDisabled;
  }

  /** Why this account cannot be used for SMTP at all. */
  Optional<RefusalReason> bar() {
    if (disabled) {
      return Optional.of(RefusalReason.DISABLED);
    }
    if (suspended) {
      return Optional.of(RefusalReason.SUSPENDED);
    }
    return smtpDisabled ? Optional.of(RefusalReason.SCOPE_DISABLED) : Optional.empty();
  }

  Optional<String> passwordHash() {
    return passwordHash;
  }

  Optional<TemporaryPassword> temporaryPassword() {
    return temporaryPassword;
  }

  /** The kinds of second factor that are on ({@code totp}, {@code webauthn}, {@code custom}). */
  List<String> secondFactors() {
    return secondFactors;
  }

  private static List<String> secondFactors(Document user) {
    // Users of the time when there was one kind only have "true".
    if (Boolean.TRUE.equals(user.get("enabled2fa"))) {
      return List.of("totp");
    }
    return Fields.texts(user, "enabled2fa").stream()
        .map(kind -> kind.equals("u2f") ? "webauthn" : kind)
        .distinct()
        .collect(Collectors.toUnmodifiableList());
  }
}
