/**
 * Restraint towards other servers: how many connections and messages a site and a domain get, and
 * what happens when a site asks to be left alone.
 *
 * <p>What this package promises:
 *
 * <ul>
 *   <li>a delivery that may not be attempted now is postponed, which is no attempt; the caller's
 *       thread waits for a quarter of a second at most, so that no site holds up another;
 *   <li>limits and pauses hold for all nodes together, through Redis; while Redis is away each node
 *       keeps to them for itself;
 *   <li>deliveries within the own installation are never restrained.
 * </ul>
 */
package email.wildduck.james.delivery.limit;
