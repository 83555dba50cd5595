/**
 * CHUNKING (RFC 3030): messages in chunks of counted octets.
 *
 * <p>What this package promises: a message that came in with BDAT goes the way of one that came in
 * with DATA, through the same filters and hooks; octets of a chunk are never taken for commands,
 * and a chunk that is not wanted is read to its end.
 */
package email.wildduck.james.smtp.chunking;
