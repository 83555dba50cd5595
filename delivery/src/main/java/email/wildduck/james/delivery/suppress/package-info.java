/**
 * ZoneMTA's list of recipients and domains that get no mail: who is on it, and its administration.
 *
 * <p>What is found here is not delivered and not bounced: whoever takes a delivery looks first.
 */
package email.wildduck.james.delivery.suppress;
