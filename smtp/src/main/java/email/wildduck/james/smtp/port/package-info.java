/** A submission port as an administrator describes it: its name, its addresses, its limits. */
package email.wildduck.james.smtp.port;
