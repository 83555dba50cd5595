/**
 * Where a delivery goes when it does not go to the MX of its domain: fixed hosts, a relay with
 * credentials, or an HTTP address. Read from what ZoneMTA and WildDuck write, and written as they
 * do.
 */
package email.wildduck.james.queue.route;
