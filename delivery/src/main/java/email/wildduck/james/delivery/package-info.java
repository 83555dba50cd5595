/**
 * How and when mail is delivered. Nothing here knows James.
 *
 * <p>{@code attempt} holds the values of one attempt; {@code dns}, {@code target}, {@code connect},
 * {@code smtp}, {@code pool} and {@code send} make it, each on top of those before it; {@code
 * retry} says when the next one is.
 */
package email.wildduck.james.delivery;
