/**
 * Sockets: connections from a chosen local address, bytes with a time limit on every wait, TLS.
 *
 * <p>What this package promises:
 *
 * <ul>
 *   <li>no read, write or handshake takes longer than its limit, however slowly the peer trickles:
 *       a {@link email.wildduck.james.delivery.connect.Watchdog} closes the socket under it;
 *   <li>bytes that came before a handshake are never read after it;
 *   <li>each connection checks its own certificate: sessions are not resumed.
 * </ul>
 */
package email.wildduck.james.delivery.connect;
