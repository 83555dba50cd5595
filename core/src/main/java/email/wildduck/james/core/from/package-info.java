/**
 * From enforcement: a user sends under their own addresses only. What is not theirs, in MAIL FROM
 * or in the header, is replaced by what is.
 *
 * <p>What this package promises about {@link email.wildduck.james.core.from.FromEnforcement}:
 *
 * <ul>
 *   <li>afterwards MAIL FROM and every address in every From field are the user's, whatever the
 *       message held before;
 *   <li>a From that several readers could read differently is not trusted: it is replaced;
 *   <li>a message whose addresses are all the user's stays as it is, byte for byte; otherwise only
 *       {@code From}, {@code Sender} and {@code X-WildDuck-Original-From} change;
 *   <li>doing it twice is doing it once;
 *   <li>a database that does not answer is a temporary failure, never a yes and never a rewrite.
 * </ul>
 */
package email.wildduck.james.core.from;
