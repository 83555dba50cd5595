/**
 * Repairs what crashes leave behind, and finds what would wait for ever.
 *
 * <p>Every node sweeps. Each step is safe beside the same step on other nodes and beside a running
 * ZoneMTA:
 *
 * <ul>
 *   <li>What changes a delivery is conditional on the state it was found in, and leaves alone what
 *       is locked by or assigned to another instance.
 *   <li>Files and chunks are deleted only when they are older than a margin that is far longer than
 *       the time between a file and its first delivery, whoever writes it.
 *   <li>A message over its age is leased like any other and handed on, so that its sender gets a
 *       bounce; nothing is dropped.
 *   <li>Failures whose node did not report them are reported, and reports that were committed are
 *       ended ({@link email.wildduck.james.queue.failure}).
 *   <li>Senders are told of delays whose node did not tell them, and warnings that were staged are
 *       ended ({@link email.wildduck.james.queue.delay}).
 *   <li>What cannot be read is set aside with the reason, and counted.
 * </ul>
 *
 * <p>The searches for orphans and for broken documents look at a batch each time and go on from
 * there the next time, so that a sweep costs the same whatever the length of the queue.
 */
package email.wildduck.james.queue.sweep;
