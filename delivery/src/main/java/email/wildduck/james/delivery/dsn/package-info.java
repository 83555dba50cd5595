/**
 * Reports to senders: bounces, warnings of delays, and confirmations that were asked for (RFC 3464
 * in RFC 6522's container; RFC 6533 for addresses beyond ASCII).
 *
 * <p>First {@link email.wildduck.james.delivery.dsn.BounceRule} says whether there may be a report
 * at all; then {@link email.wildduck.james.delivery.dsn.ReportWriter} writes one about all
 * recipients of a round who want it.
 *
 * <p>What this package promises: a report is a valid message whatever the other servers and the
 * message say, no text of theirs makes a header field, a field of the report or a part; its
 * envelope sender is empty; the original message is read as a stream, never parsed and never held
 * in memory.
 */
package email.wildduck.james.delivery.dsn;
