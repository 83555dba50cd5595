/**
 * Copies of submitted messages in their senders' Sent folders ({@code spec/sent-copy.md}).
 *
 * <p>What this package promises: once {@link email.wildduck.james.core.sent.SentCopies#accept} has
 * returned, the copy is durable and is stored through WildDuck's API sooner or later, by this node
 * or another, unless WildDuck says that it never will or the copy has become too old; then the log
 * says so. Delivery never waits for the API. A copy is stored once: after an attempt whose outcome
 * is not known, WildDuck's data is asked before the next.
 *
 * <p>A waiting copy is one file of a GridFS bucket of our own, with what is to be done in its
 * metadata:
 *
 * <pre>{@code
 * { _id: ObjectId, filename: <queue id, unique>, length, chunkSize, uploadDate,
 *   contentType: "message/rfc822",
 *   metadata: { user: ObjectId, session, messageId, created: Date,
 *     info: { source, queueId, from, to, origin, originhost, transhost, transtype, time },
 *     due: Date,        // next attempt, or when the lease ends; none once it is set aside
 *     attempts: number, // begun so far
 *     lease: { owner, token },
 *     failure: text, setAside: Date } }
 * }</pre>
 */
package email.wildduck.james.core.sent;
