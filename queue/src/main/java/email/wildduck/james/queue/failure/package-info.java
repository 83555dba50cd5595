/**
 * What becomes of deliveries that have failed for good: one report to the sender for each message
 * and round of attempts, with all recipients that failed.
 *
 * <p>How a report comes into the queue:
 *
 * <ol>
 *   <li>The failed delivery ends, under the token of its lease, by becoming a <em>failure</em>:
 *       still the message's, so that its file stays, but locked and assigned to a name that nobody
 *       has. It does not become a delivery again.
 *   <li>When no other delivery of the message is in its round (in work, or due), or has been for
 *       too long, one node claims all failures of the message under one token.
 *   <li>The file of the report is written; nothing refers to it.
 *   <li>Commit: one update, under the token, notes in the first failure the whole delivery of the
 *       report, and the others' {@code _id}s.
 *   <li>The others are deleted, then the first one becomes the delivery of the report.
 * </ol>
 *
 * <p>With one failure, commit and the last step are the same update. When it is the only delivery
 * of its message, that is done under its own lease, and it never becomes a failure.
 *
 * <p>A confirmation of what was accepted comes into the queue in the same way, under the lease of a
 * delivery that it names.
 *
 * <p>Why a failure becomes the report's delivery: whoever finds a report staged beside failures
 * that are gone cannot know whether the report was sent or the failures were another's by then. A
 * document that changes says it: it is a failure (nothing was sent), it is committed (go on), or it
 * is not there any more (somebody did). A crash before the commit leaves a file that the sweeper
 * deletes, and failures that another node claims when the token's time is over; their late owner
 * cannot commit any more. After the commit anybody can do the rest, several times too.
 *
 * <p>A node goes on after a claim only when all failures of the message are its own and none is
 * committed. Two that claim at the same moment both may give back, and try again.
 */
package email.wildduck.james.queue.failure;
