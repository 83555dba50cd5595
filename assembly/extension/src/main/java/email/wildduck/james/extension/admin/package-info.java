/**
 * The queue for administrators over HTTP: routes of James' webadmin under {@code /wildduck/queue},
 * in a stock James and in our own server alike.
 *
 * <p>What this package promises: webadmin's authentication stands before all of it. Reading changes
 * nothing. What is not understood is refused, an unknown parameter too, so that a slip of the pen
 * never widens what an action is for. Each action is an event in the log, with who asked for it.
 * Errors have James' form; while the database is away they are 503.
 */
package email.wildduck.james.extension.admin;
