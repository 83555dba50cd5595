/**
 * WildDuck's queue as James runs it: one store for the whole process, the sweeper and the delivery
 * from the sending zones.
 *
 * <p>What this package promises: the store is there before anything that queues, and closed after
 * it; delivery begins when the pipeline is ready, and ends before the pipeline does.
 */
package email.wildduck.james.extension.queue;
