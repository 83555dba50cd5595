/**
 * The queue in MongoDB in the format of WildDuck and ZoneMTA: one document per delivery, one GridFS
 * file per message that holds the body, the header lines in the file's metadata.
 *
 * <p>What this package promises:
 *
 * <ul>
 *   <li>A message whose {@link email.wildduck.james.queue.store.QueueStore#add add} has returned is
 *       on the disks of a majority of the database's members. The file is complete before its
 *       document appears, so nobody can take half a message; a crash in between leaves a file that
 *       nobody refers to.
 *   <li>A delivery is held by one owner at a time, under a lease that the owner renews. What an
 *       owner does at the end (finish, retry, set aside) has an effect only while the lease is its
 *       own, however long it was paused.
 *   <li>Leases are renewed after a third of their time, so the clocks of two nodes may differ by
 *       two thirds of it before one takes what the other still holds.
 *   <li>An owner knows without asking that a lease holds for three quarters of its time after the
 *       database was last asked for it; then it asks ({@link
 *       email.wildduck.james.queue.store.LeaseKeeper#surelyHolds}). So after a pause clocks may
 *       differ by a quarter.
 *   <li>While the database is away, and for a lease's time after that, nobody takes over from
 *       anybody: owners could not renew, and what they delivered meanwhile is not written yet.
 *   <li>A message that brings its id from the front door keeps it; the {@code _id} of a delivery
 *       follows from that id and the delivery's number.
 *   <li>Documents that ZoneMTA has locked carry no lease and are never touched.
 *   <li>The last messages that this process wrote are kept in memory, up to a number of bytes, so
 *       that they are not read back; a longer body is never held in memory as a whole.
 *   <li>What ends at the same time is deleted with one call, each delivery under its own lease.
 *   <li>A change that only says where a held delivery stands may be written a moment later ({@link
 *       email.wildduck.james.queue.store.LateWrites}); before the delivery can be anybody else's it
 *       is.
 *   <li>Of the deliveries of a message that this process holds at the same time, the first one
 *       reads it, and the last one looks whether others are left ({@code HeldMessages}).
 *   <li>A consumer that waits can be given a message as it is added. What is in the database then
 *       is what there is after it was taken.
 *   <li>Every failure of the database is a {@link
 *       email.wildduck.james.core.error.TemporaryFailureException}.
 * </ul>
 */
package email.wildduck.james.queue.store;
