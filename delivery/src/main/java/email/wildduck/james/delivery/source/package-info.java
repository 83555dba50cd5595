/**
 * Addresses of this machine that a sending zone sends from.
 *
 * <p>What this package promises: the choice is ZoneMTA's ({@code spec/delivery.md} §6), so that
 * every attempt of a delivery comes from the same address, whichever of both makes it and whoever
 * else gets the message; an address that a site has on a block list is not used for it as long as
 * there is another one.
 */
package email.wildduck.james.delivery.source;
