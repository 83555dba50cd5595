/**
 * The way of a message from a queue of James to its sending zones.
 *
 * <p>The spool document of a message is at the same time the document of its first delivery. Steps:
 *
 * <ol>
 *   <li>The file gets the new header; the accepted one is kept beside it ({@code
 *       metadata.accepted}), and is what a re-run reads.
 *   <li>The other deliveries are inserted under {@code _id}s that follow from message and number,
 *       staged: assigned to a name that nobody has.
 *   <li>Commit: one update, under the lease's token, makes the spool document the first delivery,
 *       which stays locked.
 *   <li>The others are released, then the first.
 * </ol>
 *
 * <p>Steps 2 to 4 are the statements of one ordered command to the database, in which the commit is
 * an error when the lease does not hold, so that nothing after it is done ({@code
 * HandOverCommand}). A database that stops in between leaves what it had done until then. Only when
 * an earlier owner has staged deliveries, the steps are calls of their own.
 *
 * <p>With one recipient there is nothing to stage, and commit and release are the same update.
 *
 * <p>When the zone's consumer in this process has a place for deliveries ({@link
 * email.wildduck.james.queue.zone.DeliveryIntake}), their release takes them at the same time, and
 * they are given to it with the message. A crash leaves leases that run out. Nobody works on a
 * delivery before the database has said that all of the command was done: the first one must not
 * end while others are staged.
 *
 * <p>One recipient of a message whose header stays as it was accepted costs no call at all: the
 * delivery keeps the lease that the spool had, and the commit is written a moment later if it has
 * not ended by then ({@link email.wildduck.james.queue.store.LateWrites}). A crash before leaves
 * the message in the spool, and the re-run hands the same message over again. A header that was
 * changed is committed first, since the mailets of a re-run may change it in another way.
 *
 * <p>The header is not written when it is as it was accepted here and nobody else has ever had the
 * message.
 *
 * <p>Why an update commits and not the deletion of the spool document: a document that is gone does
 * not say whether it was handed over, cancelled by its owner, or ended by James. The first delivery
 * stays until the others are released, so what is found staged is decided by it: it is there and
 * committed by the same owner (release), it is still in the spool (leave it to the re-run), or
 * neither (delete: cancelled, or written late by an owner that had lost its lease).
 *
 * <p>An owner that was paused has a lower count of takes than the one after it, so neither its
 * header nor its staged deliveries replace those of the later one.
 */
package email.wildduck.james.queue.handover;
