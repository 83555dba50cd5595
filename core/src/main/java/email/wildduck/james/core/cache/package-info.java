/**
 * For what was read not long ago: maps of limited size, and values that are good for a second.
 *
 * <p>Promised: no map grows beyond its limit. How long an entry of a map is good for is whoever's
 * who keeps it.
 */
package email.wildduck.james.core.cache;
