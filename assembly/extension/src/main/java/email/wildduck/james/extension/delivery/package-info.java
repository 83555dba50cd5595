/**
 * Delivery as James runs it: the connections to other servers, what decides about zones, targets
 * and failures, and the reports to senders.
 *
 * <p>What this package promises: the connections are there before the pipeline and are closed after
 * it.
 */
package email.wildduck.james.extension.delivery;
