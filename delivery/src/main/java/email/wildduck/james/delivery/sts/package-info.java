/**
 * MTA-STS (RFC 8461): the policies in which domains say which hosts take their mail, and that these
 * have valid certificates.
 *
 * <p>What this package promises:
 *
 * <ul>
 *   <li>a policy holds until its own time is over, whatever becomes of DNS, of the web server that
 *       it came from, or of Redis;
 *   <li>a policy is taken from nobody but a web server with a valid certificate for its name;
 *   <li>whatever a web server sends takes a bounded time and a bounded amount of memory.
 * </ul>
 */
package email.wildduck.james.delivery.sts;
