/**
 * Notices that somebody else has removed a delivery that waits: its owner in WildDuck, which
 * deletes the document and tells nobody, or an administrator through a ZoneMTA.
 *
 * <p>What is noticed: deliveries that this process itself has deferred or postponed, and that are
 * gone well before their time. Not those that it never had, such as mail that WildDuck is to send
 * later; nor those that are gone about their time, when a ZoneMTA or another node may have
 * delivered them. What a node ends before its time, since somebody has brought it forward, it tells
 * the others; a ZoneMTA does not, so one that delivers what was brought forward looks like a
 * cancellation.
 */
package email.wildduck.james.queue.cancel;
