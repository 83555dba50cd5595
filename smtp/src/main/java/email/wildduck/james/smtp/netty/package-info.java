/**
 * The listening side of a submission port, where James' own would drop lines of a message.
 *
 * <p>What this package promises: a line of a message arrives as it was sent, or the message is
 * refused as a whole; hooks that wait for MongoDB or Redis do not hold up other connections.
 */
package email.wildduck.james.smtp.netty;
