/**
 * Verifies and makes the password hashes WildDuck stores.
 *
 * <p>{@link email.wildduck.james.core.password.PasswordHashes} is the door. Promises:
 *
 * <ul>
 *   <li>every format WildDuck verifies is verified with the same result, quirks included;
 *   <li>comparisons take the same time whatever the bytes are;
 *   <li>a stored hash can cost seconds at most and a bounded amount of memory, whatever its
 *       parameters say: what asks for more is refused as {@link
 *       email.wildduck.james.core.password.UnsupportedHashException};
 *   <li>no password and no hash is ever part of an exception message.
 * </ul>
 */
package email.wildduck.james.core.password;
