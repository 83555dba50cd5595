/**
 * A mail program's side of SMTP, for the demo and for tests: one command at a time, nothing hidden.
 */
package email.wildduck.james.embedded.client;
