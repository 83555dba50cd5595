/**
 * The commands of a submission port, in the place of James' own: EHLO, HELO, MAIL, RCPT, VRFY, EXPN
 * and HELP, what their parameters mean, and the reader of command lines.
 *
 * <p>What this package promises: an address is refused here or reaches the queue as it was meant,
 * whatever its script; a parameter that nobody knows is never ignored; James' hooks are called with
 * the ASCII form of an address ({@link email.wildduck.james.core.address.AsciiForm}).
 */
package email.wildduck.james.smtp.command;
