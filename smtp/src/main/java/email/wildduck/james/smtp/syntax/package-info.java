/**
 * The syntax of what clients send: paths and parameters of MAIL and RCPT (RFC 5321 §4.1, RFC 6531
 * §3.3) and the name in EHLO and HELO.
 *
 * <p>What this package promises: any text may be given, nothing is thrown, and no value that comes
 * out has a control character in it.
 */
package email.wildduck.james.smtp.syntax;
