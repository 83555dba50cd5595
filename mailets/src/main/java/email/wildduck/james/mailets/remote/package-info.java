/**
 * Delivery by James' RemoteDelivery, without the ways in which it loses recipients or changes
 * bytes. Our own delivery takes its place in the server later.
 */
package email.wildduck.james.mailets.remote;
