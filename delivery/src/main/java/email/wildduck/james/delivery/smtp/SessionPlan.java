package email.wildduck.james.delivery.smtp;

import email.wildduck.james.delivery.attempt.Login;
import email.wildduck.james.delivery.attempt.Protocol;
import email.wildduck.james.delivery.attempt.TlsDemand;
import email.wildduck.james.delivery.attempt.TlsMode;
import java.util.Objects;
import java.util.Optional;

/** How a session is opened. Immutable. */
public final class SessionPlan {
  private final String heloName;
  private final Protocol protocol;
  private final TlsDemand tls;
  private final boolean implicitTls;
  private final Optional<Login> login;
  private final boolean clearLogin;
  private final boolean smallHello;

  private SessionPlan(
      String heloName,
      Protocol protocol,
      TlsDemand tls,
      boolean implicitTls,
      Optional<Login> login,
      boolean clearLogin,
      boolean smallHello) {
    this.heloName = Objects.requireNonNull(heloName);
    this.protocol = Objects.requireNonNull(protocol);
    this.tls = Objects.requireNonNull(tls);
    this.implicitTls = implicitTls;
    this.login = Objects.requireNonNull(login);
    this.clearLogin = clearLogin;
    this.smallHello = smallHello;
  }

  /**
   * A session without login.
   *
   * @param heloName for EHLO
   */
  public static SessionPlan of(String heloName, Protocol protocol, TlsDemand tls) {
    return new SessionPlan(heloName, protocol, tls, false, Optional.empty(), false, false);
  }

  /** With TLS from the first byte. */
  public SessionPlan withImplicitTls() {
    return new SessionPlan(
        heloName,
        protocol,
        tls.atLeast(TlsDemand.of(TlsMode.REQUIRED)),
        true,
        login,
        clearLogin,
        smallHello);
  }

  /**
   * With a login.
   *
   * @param allowedInClear whether it may be sent without TLS
   */
  public SessionPlan withLogin(Login credentials, boolean allowedInClear) {
    return new SessionPlan(
        heloName, protocol, tls, implicitTls, Optional.of(credentials), allowedInClear, smallHello);
  }

  /** Without STARTTLS. */
  public SessionPlan withoutTls() {
    return new SessionPlan(
        heloName, protocol, TlsDemand.of(TlsMode.OFF), implicitTls, login, clearLogin, smallHello);
  }

  /** With the smallest ClientHello: TLS 1.3 only, for peers that the usual one is too much for. */
  public SessionPlan withSmallHello() {
    return new SessionPlan(heloName, protocol, tls, implicitTls, login, clearLogin, true);
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
  public TlsDemand tls() {
    return tls;
  }

  /** Whether the ClientHello is the smallest. */
  public boolean isSmallHello() {
    return smallHello;
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
