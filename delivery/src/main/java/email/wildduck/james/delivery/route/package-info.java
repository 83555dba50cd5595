/**
 * Which way mail goes by what DNS says about its recipient.
 *
 * <p>What this package promises: a look-up takes at most as long as the {@link
 * email.wildduck.james.delivery.dns.MailDns} it is given, and none of those that are made again and
 * again costs a query.
 */
package email.wildduck.james.delivery.route;
