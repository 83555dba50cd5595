/**
 * One attempt to hand one message to the hosts of its recipients: what is asked for and what came
 * of it. Only values, and the interface {@link email.wildduck.james.delivery.attempt.Transport}
 * that turns the one into the other.
 *
 * <p>What this package promises:
 *
 * <ul>
 *   <li>every recipient of a request has exactly one outcome, in the order of the request;
 *   <li>a failure is permanent only when the peer said so, when its domain says in DNS that it
 *       takes no mail or does not exist, or when a rule of the request forbids the delivery. All
 *       else, errors of our own included, is temporary;
 *   <li>a failure always has a reply code and an enhanced status code, whoever they come from.
 * </ul>
 */
package email.wildduck.james.delivery.attempt;
