/**
 * Counters in Redis that WildDuck's other parts count with too.
 *
 * <p>The keys, their type and their expiry are WildDuck's, so that a limit reached there is reached
 * here. A Redis that does not answer is an exception, never "within the limit"; {@link
 * email.wildduck.james.core.limits.OutageRecipientCounter} goes on counting in this process
 * instead, within the same limits.
 */
package email.wildduck.james.core.limits;
