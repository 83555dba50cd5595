/**
 * XCLIENT, with which a proxy that has logged a client in says who that is.
 *
 * <p>What this package promises: only peers that the port's configuration names are listened to,
 * and only as long as the session is theirs: from the moment that it has a client's address or
 * login, the command is refused, for it may be the client who sends it.
 */
package email.wildduck.james.smtp.xclient;
