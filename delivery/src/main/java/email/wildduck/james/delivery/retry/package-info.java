/**
 * When a deferred delivery is tried again, when it is given up, and when its sender hears that it
 * waits.
 *
 * <p>{@link email.wildduck.james.delivery.retry.RetrySchedule} is the list of waits that WildDuck's
 * administrator sets; {@link email.wildduck.james.delivery.retry.RetryPolicy} decides with it. Both
 * are immutable and know no clock: the time is given to them.
 */
package email.wildduck.james.delivery.retry;
