/**
 * From a target to the hosts and addresses that are tried: MX records with their fall-back, given
 * hosts, address literals, the order of address families, and which addresses are not ours to send
 * to.
 *
 * <p>{@link email.wildduck.james.delivery.target.SiteSecurity} is where the published security
 * policies of a domain (MTA-STS, DANE) have their say about each host.
 */
package email.wildduck.james.delivery.target;
