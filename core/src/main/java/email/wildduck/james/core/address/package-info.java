/**
 * E-mail addresses: the normal forms WildDuck stores and compares, and whom an address belongs to.
 *
 * <p>{@link email.wildduck.james.core.address.AddressNormalizer} computes the forms, {@link
 * email.wildduck.james.core.address.AddressResolver} looks an address up. Promises: the forms equal
 * those WildDuck and ZoneMTA compute, character by character; any text may be passed in; a database
 * that does not answer is an exception, never "no such address".
 */
package email.wildduck.james.core.address;
