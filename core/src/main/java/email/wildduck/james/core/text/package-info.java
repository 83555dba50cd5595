/**
 * Text as WildDuck's JavaScript sees it.
 *
 * <p>WildDuck's stored values (address views, user name views, password hashes) were computed with
 * JavaScript's idea of white space, of lower case and of broken surrogate pairs. What compares with
 * them goes through this package, so that both sides agree on every string a client can send.
 */
package email.wildduck.james.core.text;
