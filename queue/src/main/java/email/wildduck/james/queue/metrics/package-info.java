/**
 * The state of the queue as numbers, for a monitoring system that asks at intervals.
 *
 * <p>Asking never fails and never costs the database more than a twentieth of its time: what was
 * counted is used again until it is ten seconds old, or older when counting takes long.
 */
package email.wildduck.james.queue.metrics;
