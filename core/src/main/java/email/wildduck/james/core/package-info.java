/**
 * WildDuck's rules and data, and the raw message.
 *
 * <p>Nothing here knows James or javax.mail: what is in this module can be carried to another mail
 * server, or to a later James, unchanged.
 */
package email.wildduck.james.core;
