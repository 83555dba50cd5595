/**
 * Who may submit: AUTH PLAIN and LOGIN under TLS against WildDuck's users.
 *
 * <p>What this package promises: without TLS no credential is looked at; a failure of MongoDB or
 * Redis is answered with 454 and never lets anybody in; credentials are never logged.
 */
package email.wildduck.james.smtp.auth;
