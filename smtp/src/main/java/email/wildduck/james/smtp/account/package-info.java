/**
 * The account of a session while it sends: read afresh at MAIL, and again at RCPT and at the end of
 * DATA when what was read is more than a second old. So an account that is disabled, suspended or
 * deleted stops sending at once, and a client that names four hundred recipients in one go costs a
 * read a second, not four hundred.
 */
package email.wildduck.james.smtp.account;
