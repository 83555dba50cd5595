/**
 * WildDuck's queue of outgoing mail in MongoDB, and James' mail queue on top of it.
 *
 * <p>{@code id} and {@code store} know nothing of James; only {@code james} does.
 */
package email.wildduck.james.queue;
