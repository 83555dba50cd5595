/**
 * Wakes up the consumers of all nodes when one node has put deliveries into a zone.
 *
 * <p>A signal is a hint: it may be lost, come late or come for nothing. Whoever waits looks at the
 * database at intervals as well.
 */
package email.wildduck.james.queue.signal;
