/**
 * The submission front door: what happens between a mail program's first byte and the reply to its
 * message.
 *
 * <p>What this package promises: nobody gets in who is not a user of WildDuck, nothing falls
 * through to James' own users, credentials are taken under TLS only, and 250 is said only when the
 * message is in the queue.
 */
package email.wildduck.james.smtp;
