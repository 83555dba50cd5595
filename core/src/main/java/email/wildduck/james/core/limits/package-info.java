/**
 * Counters in Redis that WildDuck's other parts count with too.
 *
 * <p>The keys, their type and their expiry are WildDuck's, so that a limit reached there is reached
 * here. A Redis that does not answer is an exception, never "within the limit".
 */
package email.wildduck.james.core.limits;
