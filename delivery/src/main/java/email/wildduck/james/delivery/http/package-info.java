/**
 * Delivery to web servers: a message is posted as ZoneMTA posts it ({@code spec/delivery.md} §7).
 *
 * <p>What this package promises:
 *
 * <ul>
 *   <li>the addresses that are connected to are those that were checked: users choose where
 *       messages are posted to, and must not reach the own network;
 *   <li>certificates are verified, redirects are not followed, no proxy and no cookie is used;
 *   <li>the message is streamed, and an attempt ends within its time limit.
 * </ul>
 */
package email.wildduck.james.delivery.http;
