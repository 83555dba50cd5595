/**
 * What travels with a James Mail from the front door through the pipeline.
 *
 * <p>Each value is one class that writes itself to a Mail's attributes and reads itself back; only
 * types that James can store are used, so that the values survive the queue.
 */
package email.wildduck.james.queue.mail;
