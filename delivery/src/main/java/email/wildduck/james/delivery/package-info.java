/**
 * How and when mail is delivered. Nothing here knows James.
 *
 * <p>{@code attempt} holds the values of one attempt; {@code dns}, {@code target}, {@code connect},
 * {@code smtp}, {@code pool} and {@code send} make it, each on top of those before it; {@code
 * reply} judges one that failed, {@code retry} says when the next one is, {@code dsn} writes to the
 * sender; {@code suppress} is the list of those who get no mail.
 */
package email.wildduck.james.delivery;
