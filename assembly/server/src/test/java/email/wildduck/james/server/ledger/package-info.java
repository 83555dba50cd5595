/**
 * The ledger test: recipients are numbered, nodes and stores are ended, stopped and started while
 * mail is under way, and afterwards every recipient of a message that was accepted is accounted
 * for: delivered once, bounced once, cancelled, or still in the queue.
 *
 * <p>Nodes are processes of their own; the stores are not, so that the end of a node ends nothing
 * else. The only mail that may arrive twice is what SMTP leaves open: its final dot was sent, and
 * the node was killed before it had written down the reply. A test names it ({@link
 * email.wildduck.james.server.ledger.Ledger#inTheWindow}) from what the queue and the outside world
 * said at that moment, and everything else must balance.
 */
package email.wildduck.james.server.ledger;
