/** What RewriteSrs and SignDkim work with, made as wildduck.xml says. */
package email.wildduck.james.extension.sign;
