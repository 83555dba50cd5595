/**
 * The outside world for tests and the demo: a real SMTP server that takes all mail and keeps it.
 *
 * <p>Promised: what it hands out is byte for byte what came over the wire, less the SMTP
 * transparency dots; bare CR and LF, 8-bit bytes and NULs are kept, and only CR LF dot CR LF ends a
 * message. A large message lies in a temporary file, not in memory. Replies can be scripted at each
 * stage.
 *
 * <p>Not promised: any of a mail server's caution. It relays nothing, checks no sender and keeps
 * its mail only until it is closed.
 */
package email.wildduck.james.embedded.sink;
