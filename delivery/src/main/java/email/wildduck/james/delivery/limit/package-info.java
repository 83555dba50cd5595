/**
 * Restraint towards other servers: how many connections and messages a site and a domain get, and
 * what happens when a site asks to be left alone.
 *
 * <p>What this package promises:
 *
 * <ul>
 *   <li>a delivery that may not be attempted now is postponed, which is no attempt; the caller's
 *       thread waits for that decision for a quarter of a second at most;
 *   <li>attempts at one site, which last as long as the site lets them, hold no more than a share
 *       of the threads of a zone, so that one slow site leaves the others their part; mail to given
 *       hosts has no such limit;
 *   <li>all other limits, and pauses, hold for all nodes together, through Redis; while Redis is
 *       away each node keeps to them for itself;
 *   <li>deliveries within the own installation are never restrained.
 * </ul>
 */
package email.wildduck.james.delivery.limit;
