/**
 * WildDuck's settings that can be changed while everything runs ({@code const:*}).
 *
 * <p>A change made in WildDuck takes effect here within the age the cache is given, without a
 * restart. A database that does not answer leaves the values read last; it is an exception only as
 * long as none was ever read.
 */
package email.wildduck.james.core.settings;
