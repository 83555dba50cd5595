/**
 * The deliveries of a sending zone: put in, taken in batches under a lease, and ended as finished,
 * deferred, put back or set aside.
 *
 * <p>What this package promises:
 *
 * <ul>
 *   <li>A delivery is taken under ZoneMTA's own conditions, so ZoneMTA and our nodes may work on
 *       one zone at the same time. What another instance has been given is never touched.
 *   <li>A consumer can be given deliveries in the moment they come into its zone; they are then
 *       held and ended as those that were taken.
 *   <li>Domains that are at their limit are left out of the query, so they keep nobody waiting.
 *   <li>Whatever ends the work on a delivery names the token of its lease, and has no effect when
 *       the delivery is somebody else's by then or was cancelled.
 *   <li>A delivery that goes back without an attempt says why, in the write that puts it back.
 *   <li>A deferred delivery stays in its place in the queue, with what ZoneMTA writes about a
 *       deferral and with our own list of attempts.
 * </ul>
 */
package email.wildduck.james.queue.zone;
