/**
 * Warm-up of new addresses: how much each may send on which day, and how much it has sent.
 *
 * <p>What this package promises: days are those of UTC; messages that were taken by the other side
 * are counted on all nodes together, in Redis. Attempts that run at the same time may pass a volume
 * by their number, and so may nodes while Redis is away, each by the volume.
 */
package email.wildduck.james.delivery.warmup;
