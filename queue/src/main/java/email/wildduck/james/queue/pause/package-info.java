/**
 * Sending zones and recipient domains that nobody takes deliveries of for the time being.
 *
 * <p>All nodes share them: one document each in the collection {@code <queue>-pauses}, {@code {_id:
 * "zone:<name>" | "domain:<name>", kind, name, reason, since: Date}}. A node sees a change of
 * another one within the poll interval. What it has taken by then it works on to the end.
 */
package email.wildduck.james.queue.pause;
