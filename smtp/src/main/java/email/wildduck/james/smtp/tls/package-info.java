/**
 * TLS of the submission ports: the certificate is chosen by the name that the client asked for.
 *
 * <p>What this package promises:
 *
 * <ul>
 *   <li>no handshake is worked on by a thread that serves sockets, so neither a slow database nor
 *       the arithmetic of many handshakes holds up other connections;
 *   <li>a handshake that does not come to its end is closed after ten seconds;
 *   <li>everything else in {@code <tls>} means what it means in James.
 * </ul>
 */
package email.wildduck.james.smtp.tls;
