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
 * <p>With one recipient there is nothing to stage, and commit and release are the same update. When
 * the zone's consumer in this process has a place for the delivery ({@link
 * email.wildduck.james.queue.zone.DeliveryIntake}), that update takes it instead of releasing it,
 * and a crash leaves a lease that runs out.
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
