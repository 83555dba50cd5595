/**
 * Connections that have carried a message and wait for the next one to the same place.
 *
 * <p>A connection is shared only by deliveries that would have opened the very same one: same
 * source addresses, host, port, protocol, encryption, login and rules, local delivery or not.
 */
package email.wildduck.james.delivery.pool;
