/**
 * How a sender is told, once, that a message waits: one warning with all recipients that wait for
 * long by then, at whatever domains.
 *
 * <p>The deferral at which a warning is due says so in the same update ({@code delay.next}), so it
 * is not forgotten when the node dies. When no other delivery of the message is in its round, or
 * has been for too long, one node makes the warning:
 *
 * <ol>
 *   <li>It takes the first delivery of the message that says so, then the others that wait for as
 *       long, as for an attempt: under leases that run out. What somebody else has in work is not
 *       named.
 *   <li>The file of the warning is written, then its delivery is staged. It names the delayed
 *       deliveries and the token of the first.
 *   <li>Commit: one update of the first delivery, under that token, notes the id of the warning
 *       ({@code delay.warning}).
 *   <li>The others get the note too, the warning is released, all of them become {@code warned},
 *       and are given back.
 * </ol>
 *
 * <p>Why it is staged before the commit and not inserted after it: whoever has committed may stop,
 * and go on when others have ended the warning and it has been sent; what it then inserted would be
 * a second one. As it is, a warning that is found staged is decided by the delayed deliveries: one
 * has the note (go on), the first is still held under its token (wait), or neither (delete it: who
 * staged it cannot commit any more). After the commit anybody can do the rest, several times too; a
 * delivery that is warned of is not named again, so nobody stages a second one.
 *
 * <p>The delayed deliveries stay deliveries: they are held for a moment only, and what cannot be
 * written holds up nobody. One that is cancelled, delivered or has failed takes its note with it.
 */
package email.wildduck.james.queue.delay;
