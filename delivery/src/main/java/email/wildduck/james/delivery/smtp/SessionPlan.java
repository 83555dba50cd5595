package email.wildduck.james.delivery.smtp;

import email.wildduck.james.delivery.attempt.Login;
import email.wildduck.james.delivery.attempt.Protocol;
import email.wildduck.james.delivery.attempt.TlsMode;
import java.util.Objects;
import java.util.Optional;

/** How a session is opened. Immutable. */
public final class SessionPlan {
  private final String heloName;
  private final Protocol protocol;
  private final TlsMode tls;
  private final boolean implicitTls;
  private final Optional<Login> login;
  private final boolean clearLogin;

  private SessionPlan(
      String heloName,
      Protocol protocol,
      TlsMode tls,
      boolean implicitTls,
      Optional<Login> login,
      boolean clearLogin) {
    this.heloName = Objects.requireNonNull(heloName);
    this.protocol = Objects.requireNonNull(protocol);
    this.tls = Objects.requireNonNull(tls);
    this.implicitTls = implicitTls;
    this.login = Objects.requireNonNull(login);
    this.clearLogin = clearLogin;
  }

  /**
   * A session without login.
   *
   * @param heloName for EHLO
   */
  public static SessionPlan of(String heloName, Protocol protocol, TlsMode tls) {
    return new SessionPlan(heloName, protocol, tls, false, Optional.empty(), false);
  }

  /** With TLS from the first byte. */
  public SessionPlan withImplicitTls() {
    return new SessionPlan(
        heloName, protocol, tls.atLeast(TlsMode.REQUIRED), true, login, clearLogin);
  }

  /**
   * With a login.
   *
   * @param allowedInClear whether it may be sent without TLS
   */
  public SessionPlan withLogin(Login credentials, boolean allowedInClear) {
    return new SessionPlan(
        heloName, protocol, tls, implicitTls, Optional.of(credentials), allowedInClear);
  }

  /** Without STARTTLS. */
  public SessionPlan withoutTls() {
    return new SessionPlan(heloName, protocol, TlsMode.OFF, implicitTls, login, clearLogin);
  }

  /** The name for EHLO. */
  public String heloName() {
    return heloName;
  }

  /** What is spoken. */
  public Protocol protocol() {
    return protocol;
  }

  /** How much encryption. */
  public TlsMode tls() {
    return tls;
  }

  /** Whether TLS starts with the first byte. */
  public boolean isImplicitTls() {
    return implicitTls;
  }

  /** The credentials. */
  public Optional<Login> login() {
    return login;
  }

  /** Whether credentials may be sent without TLS. */
  public boolean isClearLoginAllowed() {
    return clearLogin;
  }
}
