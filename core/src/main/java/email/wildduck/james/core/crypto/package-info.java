/**
 * Reads what WildDuck keeps encrypted in its database: DKIM and TLS private keys, TOTP seeds, and
 * settings.
 *
 * <p>What this package promises:
 *
 * <ul>
 *   <li>clear text is given back as it is, with and without a secret;
 *   <li>what cannot be decrypted is a temporary failure, never a wrong value: the administrator has
 *       to put the secret right;
 *   <li>no exception text holds a secret, a key or decrypted text.
 * </ul>
 */
package email.wildduck.james.core.crypto;
