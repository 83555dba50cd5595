/**
 * Who may submit mail: WildDuck's users, their passwords and application-specific passwords.
 *
 * <p>{@link email.wildduck.james.core.account.Authenticator} decides about a login; {@link
 * email.wildduck.james.core.account.XclientLogins} finds the user whom a trusted proxy vouches for.
 * Promises:
 *
 * <ul>
 *   <li>a login is accepted only when a password was verified; there is no other way to an accepted
 *       outcome;
 *   <li>a MongoDB or Redis that does not answer is a {@link
 *       email.wildduck.james.core.error.TemporaryFailureException}, neither a refusal nor an
 *       acceptance;
 *   <li>failures are counted, and logins recorded, where and as WildDuck does it, so that its
 *       limits and its pages show them;
 *   <li>no password and no hash is ever logged.
 * </ul>
 */
package email.wildduck.james.core.account;
