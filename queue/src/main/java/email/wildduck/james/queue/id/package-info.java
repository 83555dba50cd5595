/**
 * The names of queued messages and of their deliveries, in the form that WildDuck and ZoneMTA use.
 *
 * <p>An id that was given here is never given again by the same process, whatever its clock does.
 */
package email.wildduck.james.queue.id;
