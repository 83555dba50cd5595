/**
 * An attempt to deliver a Mail: what is asked of the transport, and what becomes of the delivery
 * when it fails.
 */
package email.wildduck.james.mailets.deliver;
