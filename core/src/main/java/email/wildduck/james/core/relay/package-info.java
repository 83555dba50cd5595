/**
 * The relay that a user's mail goes through: WildDuck's {@code mtaRelay}.
 *
 * <p>What this package promises: a database that does not answer is an exception, never "no relay";
 * a password shows in no text.
 */
package email.wildduck.james.core.relay;
