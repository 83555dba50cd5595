/**
 * The ready-to-run server: James' modules for SMTP, mailets and webadmin with the product's own
 * parts, its command line, and the demo.
 *
 * <p>What this package promises: a server that cannot run as configured says why in one line and
 * ends with a non-zero exit code; SIGTERM ends it without losing a message.
 */
package email.wildduck.james.server;
