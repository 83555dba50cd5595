/**
 * What has been looked up, kept for a while.
 *
 * <p>What this package promises: nothing is given out after its time, and memory has a bound.
 */
package email.wildduck.james.delivery.cache;
