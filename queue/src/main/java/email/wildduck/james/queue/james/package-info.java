/**
 * James' mail queues on the queue in MongoDB, and messages that James carries without changing a
 * byte.
 *
 * <p>What this package promises:
 *
 * <ul>
 *   <li>A queue of James is a sending zone of a reserved name, so James' mail lives in the same
 *       collection and bucket as all other outgoing mail.
 *   <li>A mail is durable when {@code enQueue} has returned, and is not in the queue when it threw.
 *   <li>A dequeued mail has every byte of the message, and everything of the mail that James can
 *       write as JSON.
 *   <li>A consumer gets as many mails as it asks for, never an error: while the database is away it
 *       waits.
 *   <li>A mail is handed out to one consumer at a time, in all processes, and again after {@code
 *       done} says retry or when the process that had it is gone.
 *   <li>A mail that is queued while a consumer of this process wants one, and the database has none
 *       that comes first, is given to it without being taken from there; it is in work as any
 *       other, and goes back when the subscription ends before it was handed out. A delayed mail
 *       that has become due since the last look at the database can be overtaken so, for a poll
 *       interval.
 *   <li>While the processors are fully used, mail of the spool may be held back ({@link
 *       email.wildduck.james.queue.james.SpoolHold}), given to its consumer and in memory, for a
 *       time that is limited for each mail. Beyond what the consumer has asked for, only mail of
 *       the spool waits so, and goes back when nobody asks for it.
 *   <li>A mail that cannot be read is set aside and logged with its id, and the next one comes.
 * </ul>
 */
package email.wildduck.james.queue.james;
