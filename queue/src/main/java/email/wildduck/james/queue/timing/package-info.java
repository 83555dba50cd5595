/**
 * How long the queue's steps take. Whoever does a step times it with {@link
 * email.wildduck.james.queue.timing.QueueTimings#start}; this package knows no other.
 */
package email.wildduck.james.queue.timing;
