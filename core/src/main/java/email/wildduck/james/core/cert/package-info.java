/**
 * The certificates that a server shows to its clients, chosen by the name a client asked for: from
 * files, and from the collection {@code certs} that WildDuck manages.
 *
 * <p>What this package promises:
 *
 * <ul>
 *   <li>a certificate in use has a key that belongs to it; one that has not is never shown, and
 *       what was in use before stays;
 *   <li>renewed files and documents are taken up without a restart;
 *   <li>a database that is slow or away delays a handshake by two seconds at most, and then costs
 *       only the choice: the port's own certificate is shown, or the one already known;
 *   <li>memory is bounded whatever names clients ask for;
 *   <li>no message holds key material.
 * </ul>
 */
package email.wildduck.james.core.cert;
