/**
 * Attempts from beginning to end: hosts are looked up, tried in their order, connections reused or
 * opened, the message handed over, and everything that goes wrong becomes an outcome.
 */
package email.wildduck.james.delivery.send;
