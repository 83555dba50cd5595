/** What is checked for each recipient while a client names them. */
package email.wildduck.james.smtp.rcpt;
