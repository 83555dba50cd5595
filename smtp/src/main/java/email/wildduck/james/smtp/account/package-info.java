/**
 * The account of a session while it sends: read at MAIL, RCPT and the end of DATA, whenever what
 * was read is more than a second old. So an account that is disabled, suspended or deleted stops
 * sending within a second, and a client that sends message after message or names four hundred
 * recipients in one go costs a read a second, not hundreds.
 */
package email.wildduck.james.smtp.account;
