/**
 * Audits: copies of what a user sends while an audit of them runs, in WildDuck's GridFS bucket
 * {@code audit} ({@code spec/sent-copy.md} §4).
 *
 * <p>What this package promises: there is exactly one copy of a message in each audit that runs
 * when it arrives, with {@code info.queueId}, and it is there before the message is delivered, so
 * that no delivery status is lost. WildDuck makes a copy of its own when a Sent copy is stored
 * through its API; {@link email.wildduck.james.core.audit.UploadedAudits} brings both together.
 */
package email.wildduck.james.core.audit;
