/**
 * The connections to WildDuck's MongoDB and Redis, opened before anything that uses them and closed
 * after everything else.
 */
package email.wildduck.james.extension.store;
