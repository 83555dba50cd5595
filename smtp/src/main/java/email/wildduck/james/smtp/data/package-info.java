/**
 * From DATA to the reply: the queue id, the Received field, the message's bytes kept as they are,
 * and the queue.
 */
package email.wildduck.james.smtp.data;
