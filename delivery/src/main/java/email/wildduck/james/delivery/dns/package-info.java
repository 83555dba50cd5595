/**
 * What DNS says about mail: mail exchangers, addresses, policies; with DNSSEC where it matters
 * ({@link email.wildduck.james.delivery.dns.SecureDns}).
 *
 * <p>That a name or a record does not exist is an answer; every other trouble (a time-out,
 * SERVFAIL, REFUSED) is a {@link email.wildduck.james.delivery.dns.DnsException} and says nothing
 * about the name. The two are never mixed up: the first may make a delivery fail for good, the
 * second may not.
 */
package email.wildduck.james.delivery.dns;
