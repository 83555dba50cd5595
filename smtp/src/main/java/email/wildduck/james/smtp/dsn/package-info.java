/**
 * What a client wants to be told about delivery (RFC 3461): RET and ENVID of MAIL, NOTIFY and ORCPT
 * of RCPT, kept in the Mail where James' own mailets look for them.
 */
package email.wildduck.james.smtp.dsn;
