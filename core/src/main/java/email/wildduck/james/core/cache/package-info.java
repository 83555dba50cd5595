/**
 * Maps of limited size for what was read not long ago.
 *
 * <p>Promised: no map grows beyond its limit. How long an entry is good for is whoever's who keeps
 * it.
 */
package email.wildduck.james.core.cache;
