/**
 * Sites: who receives the mail of a domain.
 *
 * <p>Limits and pauses of a large receiver hold for all domains whose mail exchangers are its own,
 * so they go by the registrable domain of the mail exchangers, such as {@code google.com}.
 */
package email.wildduck.james.delivery.site;
