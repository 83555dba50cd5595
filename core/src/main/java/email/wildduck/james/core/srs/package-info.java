/**
 * The Sender Rewriting Scheme, as WildDuck's suite writes and reads it ({@code spec/delivery.md}
 * §3): a forwarded message leaves with a MAIL FROM of the forwarder's domain, so that SPF holds,
 * and its bounces find the way back.
 *
 * <p>What this package promises: addresses are, to the letter, those that the MX of WildDuck
 * (Haraka) can turn back; nothing that is no genuine address of ours is turned back.
 */
package email.wildduck.james.core.srs;
