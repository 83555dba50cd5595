/**
 * DKIM keys and signatures (RFC 6376, RFC 8463), as WildDuck stores the one and ZoneMTA writes the
 * other.
 *
 * <p>What this package promises:
 *
 * <ul>
 *   <li>a signature is made over the bytes that are sent, whatever WildDuck computed before;
 *   <li>8-bit bytes in header and body are signed as they are;
 *   <li>a key that exists but cannot be used is a temporary failure that says why: such a message
 *       is not sent unsigned, unless an administrator wants that;
 *   <li>no signature vouches for an author whom nobody has authenticated;
 *   <li>memory use does not depend on the size of the body.
 * </ul>
 */
package email.wildduck.james.core.dkim;
