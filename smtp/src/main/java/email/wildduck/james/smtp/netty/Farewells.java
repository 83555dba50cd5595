package email.wildduck.james.smtp.netty;

import email.wildduck.james.core.error.SmtpReply;

/** What a client is told before its connection is closed (RFC 5321 §3.8, RFC 3463). */
final class Farewells {
  static final SmtpReply TOO_MANY_CONNECTIONS =
      SmtpReply.of(421, "4.7.0", "Too many connections, try again later");
  static final SmtpReply NO_PROXY =
      SmtpReply.of(554, "5.7.1", "Connections are taken from our proxies only");
  static final SmtpReply NO_PROXY_HEADER =
      SmtpReply.of(421, "4.3.5", "A header of the PROXY protocol is expected");
  static final SmtpReply IDLE =
      SmtpReply.of(421, "4.4.2", "Nothing came for too long, closing the connection");
  static final SmtpReply SHUTDOWN =
      SmtpReply.of(421, "4.3.2", "The service is shutting down, try again later");
  static final SmtpReply TOO_MANY_ERRORS =
      SmtpReply.of(421, "4.7.0", "Too many errors, closing the connection");
  static final SmtpReply TOO_MANY_COMMANDS =
      SmtpReply.of(421, "4.7.0", "Too many commands without a message, closing the connection");
  static final SmtpReply BEHIND_STARTTLS =
      SmtpReply.of(554, "5.5.1", "Nothing may stand behind STARTTLS in clear text");

  private Farewells() {}
}
