package email.wildduck.james.core.account;

import email.wildduck.james.core.address.AddressNormalizer;
import java.util.regex.Pattern;

/**
 * Whom a session belongs to, as ZoneMTA writes it into the queue and into {@code Received}: {@code
 * alice} if the user typed exactly the user name, else {@code alice[alice@example.com]}.
 */
public final class SessionIdentity {
  /** ZoneMTA converts a domain to ASCII only if it has one of these. */
  private static final Pattern LATIN_1 = Pattern.compile("[\u0080-\u00FF]");

  private final String username;
  private final String typedName;

  private SessionIdentity(String username, String typedName) {
    this.username = username;
    this.typedName = typedName;
  }

  /** The identity of a user who logged in under a name or address of theirs. */
  public static SessionIdentity of(String username, String typedName) {
    return new SessionIdentity(username, username.equals(typedName) ? typedName : ascii(typedName));
  }

  /** The identity written as text, e.g. in a queued message. */
  public static SessionIdentity parse(String identity) {
    int bracket = identity.indexOf('[');
    if (bracket < 0) {
      return new SessionIdentity(identity, identity);
    }
    String rest = identity.substring(bracket + 1);
    String typed = rest.endsWith("]") ? rest.substring(0, rest.length() - 1) : rest;
    return new SessionIdentity(identity.substring(0, bracket), typed);
  }

  /** The user name, by which the account is found again. */
  public String username() {
    return username;
  }

  /** What the user typed, its domain in ASCII. */
  public String typedName() {
    return typedName;
  }

  /** The text form. */
  @Override
  public String toString() {
    return username.equals(typedName) ? username : username + "[" + typedName + "]";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SessionIdentity && other.toString().equals(toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  private static String ascii(String name) {
    int at = name.lastIndexOf('@');
    String domain = name.substring(at + 1);
    if (at < 0 || !LATIN_1.matcher(domain).find()) {
      return name;
    }
    return name.substring(0, at + 1) + AddressNormalizer.asciiDomain(domain);
  }
}
