/**
 * What domains have published about the encryption of their mail, put together: DANE first, then
 * MTA-STS.
 *
 * <p>What this package promises: where DANE has records that can be used, MTA-STS has no say (RFC
 * 8461 §2); neither has one about relays, given hosts and deliveries within the installation.
 */
package email.wildduck.james.delivery.security;
