/**
 * How and when mail is delivered. Nothing here knows James.
 *
 * <p>So far it holds the retry schedule only; deliveries themselves are made by James.
 */
package email.wildduck.james.delivery;
