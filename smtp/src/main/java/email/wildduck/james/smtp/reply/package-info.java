/** SMTP replies in the form in which James' hooks give them. */
package email.wildduck.james.smtp.reply;
