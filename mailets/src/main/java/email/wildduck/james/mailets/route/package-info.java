/**
 * Which way each recipient of a message goes: sending zone and target, in ZoneMTA's order.
 *
 * <p>What this package promises: a database that does not answer is an exception, so that no mail
 * goes a way that its user or administrator did not choose; DNS that does not answer changes
 * nothing.
 */
package email.wildduck.james.mailets.route;
