package email.wildduck.james.core.account;

import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.ObjectId;

/** A login for the authentication log. */
final class AuthEvent {
  static final String SUCCESS = "success";
  static final String FAIL = "fail";

  static final String MASTER = "master";
  static final String TEMPORARY = "temporary";

  private static final String ACTION = "authentication";
  private static final String PROTOCOL = "SMTP";
  private static final String SCOPE = "smtp";

  private final ObjectId user;
  private final String ip;
  private final Optional<String> result;
  private final Document details;

  private AuthEvent(ObjectId user, String ip, Optional<String> result, Document details) {
    this.user = user;
    this.ip = ip;
    this.result = result;
    this.details = details;
  }

  /** The account may not be used; the entry of one shut off from SMTP has no result. */
  static AuthEvent barred(Account account, String ip, RefusalReason reason) {
    Optional<String> result =
        reason == RefusalReason.SCOPE_DISABLED
            ? Optional.empty()
            : Optional.of(reason.authResult());
    return new AuthEvent(account.id(), ip, result, new Document());
  }

  /** The account's own password: {@link #MASTER} or {@link #TEMPORARY}, and what else it needs. */
  static AuthEvent master(
      Account account, String ip, String result, String source, List<String> secondFactors) {
    Document details = new Document("source", source);
    if (!secondFactors.isEmpty()) {
      details.append("require2fa", String.join(",", secondFactors));
    }
    return new AuthEvent(account.id(), ip, Optional.of(result), details);
  }

  /** An application-specific password. */
  static AuthEvent application(
      Account account, String ip, String result, ApplicationPassword password) {
    Document details =
        new Document("source", "asp")
            .append("asp", password.id())
            // Kept here since the password may be deleted.
            .append("aname", password.description());
    return new AuthEvent(account.id(), ip, Optional.of(result), details);
  }

  ObjectId user() {
    return user;
  }

  /** Like events have the same key: MD5 over protocol, address, action and result. */
  Binary key() {
    return key(PROTOCOL, ip, ACTION, result.orElse(""), "");
  }

  /** The key of any entry of the log. */
  static Binary key(String protocol, String ip, String action, String result, String target) {
    return new Binary(DigestUtils.md5(String.join("^", protocol, ip, action, result, target)));
  }

  /** The entry, without its dates. */
  Document entry() {
    Document entry =
        new Document("user", user)
            .append("key", key())
            .append("protocol", PROTOCOL)
            .append("ip", ip)
            .append("requiredScope", SCOPE);
    result.ifPresent(r -> entry.append("result", r));
    entry.putAll(details);
    return entry.append("action", ACTION);
  }
}
