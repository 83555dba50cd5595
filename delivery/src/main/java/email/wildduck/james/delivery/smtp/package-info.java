/**
 * The client's side of SMTP (RFC 5321) and LMTP (RFC 2033) on one connection: opening a session and
 * carrying messages.
 *
 * <p>What this package promises:
 *
 * <ul>
 *   <li>a message reaches the peer byte for byte, but that every line ends with CRLF (a bare LF or
 *       CR would be one peer's line end and another one's text) and dots are doubled as DATA wants;
 *   <li>no address, parameter or credential can end a command and start another;
 *   <li>after the final dot, only a reply of the peer makes a recipient accepted or refused;
 *   <li>a message that cannot be read to its end is never ended with a dot.
 * </ul>
 */
package email.wildduck.james.delivery.smtp;
